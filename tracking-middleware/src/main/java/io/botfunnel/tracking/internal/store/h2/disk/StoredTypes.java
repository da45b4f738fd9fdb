package io.botfunnel.tracking.internal.store.h2.disk;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.util.Set;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.DataType;
import org.h2.mvstore.type.MetaType;
import org.h2.mvstore.type.ObjectDataType;

/**
 * Data types for reading maps of an H2 file that may be a stranger's. H2's own types would load a
 * class that the file names, or deserialize an object from it. These read what an outbox has, and
 * refuse the rest.
 */
public final class StoredTypes {
  private StoredTypes() {}

  /**
   * Builds the error for content that is never in an outbox: it counts as damage, and none of it is
   * used.
   */
  private static MVStoreException never(String what) {
    return DataUtils.newMVStoreException(
        DataUtils.ERROR_FILE_CORRUPT, "{0}, which no outbox has", what);
  }

  /** The type of strings or numbers in a map that is not one of H2's tables. */
  public static <T> DataType<T> plain(Class<T> kind) {
    return new Plain<>(kind);
  }

  /** The type of H2's map of types: it allows only the classes with which H2 stores tables. */
  public static DataType<DataType<?>> ofTables() {
    return new OfTables();
  }

  /** The type of a map that is always empty in an outbox. */
  public static DataType<Object> none(String what) {
    return new None(what);
  }

  private static final class Plain<T> extends BasicDataType<T> {
    /** H2's tags of a number and of a string, in each of their forms. */
    private static final int LONG = 5;

    private static final int STRING = 11;
    private static final int LONG_NEGATIVE = 35;
    private static final int LONG_FIXED = 36;
    private static final int SMALL_LONG = 80;
    private static final int SHORT_STRING = 88;
    private static final int LAST = SHORT_STRING + 15;

    private final ObjectDataType type = new ObjectDataType();
    private final Class<T> kind;

    Plain(Class<T> kind) {
      this.kind = kind;
    }

    @Override
    public T read(ByteBuffer buffer) {
      int tag = buffer.get(buffer.position());
      boolean isKnown =
          tag == LONG
              || tag == STRING
              || tag == LONG_NEGATIVE
              || tag == LONG_FIXED
              || (tag >= SMALL_LONG && tag <= LAST);
      if (!isKnown) {
        throw never("a stored Java object");
      }
      Object read = type.read(buffer);
      if (!kind.isInstance(read)) {
        throw never("a value of another type");
      }
      return kind.cast(read);
    }

    @Override
    public int compare(T a, T b) {
      return type.compare(a, b);
    }

    @Override
    public int getMemory(T value) {
      return type.getMemory(value);
    }

    @Override
    public void write(WriteBuffer buffer, T value) {
      type.write(buffer, value);
    }

    @Override
    @SuppressWarnings("unchecked") // as H2 does it: an array that only this type fills
    public T[] createStorage(int size) {
      return (T[]) Array.newInstance(kind, size);
    }
  }

  private static final class OfTables extends BasicDataType<DataType<?>> {
    private static final Set<String> KNOWN =
        Set.of(
            "org.h2.mvstore.db.LobStorageMap$BlobMeta$Type",
            "org.h2.mvstore.db.LobStorageMap$BlobReference$Type",
            "org.h2.mvstore.db.NullValueDataType",
            "org.h2.mvstore.db.RowDataType$Factory",
            "org.h2.mvstore.db.ValueDataType$Factory",
            "org.h2.mvstore.tx.VersionedValueType$Factory",
            "org.h2.mvstore.type.ByteArrayDataType",
            "org.h2.mvstore.type.LongDataType",
            "org.h2.mvstore.type.StringDataType");

    private final MetaType<Object> type = new MetaType<>(null, null);

    @Override
    public DataType<?> read(ByteBuffer buffer) {
      ByteBuffer ahead = buffer.duplicate();
      int wrapped = 0;
      // The type of a versioned value is followed by the type of the value
      String name = name(ahead);
      while (name.endsWith("VersionedValueType$Factory") && wrapped++ < 2) {
        require(name);
        name = name(ahead);
      }
      require(name);
      return type.read(buffer);
    }

    private static void require(String name) {
      if (!KNOWN.contains(name)) {
        throw never("a table of type " + name.replaceAll("[^A-Za-z0-9_.$]", "?"));
      }
    }

    private static String name(ByteBuffer buffer) {
      int length = DataUtils.readVarInt(buffer);
      if (length < 0 || length > buffer.remaining()) {
        throw never("a table of no type");
      }
      return DataUtils.readString(buffer, length);
    }

    @Override
    public int getMemory(DataType<?> value) {
      return type.getMemory(value);
    }

    @Override
    public void write(WriteBuffer buffer, DataType<?> value) {
      throw new UnsupportedOperationException("the file is looked at");
    }

    @Override
    public DataType<?>[] createStorage(int size) {
      return new DataType<?>[size];
    }
  }

  private static final class None extends BasicDataType<Object> {
    private final String what;

    None(String what) {
      this.what = what;
    }

    @Override
    public Object read(ByteBuffer buffer) {
      throw never(what);
    }

    @Override
    public int getMemory(Object value) {
      return 0;
    }

    @Override
    public void write(WriteBuffer buffer, Object value) {
      throw new UnsupportedOperationException("the file is looked at");
    }

    @Override
    public Object[] createStorage(int size) {
      return new Object[size];
    }
  }
}
