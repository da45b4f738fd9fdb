package io.botfunnel.tracking.internal.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Looks for a person in the raw bytes of files, and of what is zipped in them: a text as UTF-8 and
 * UTF-16, a number as text, as eight bytes in either order, and as H2 writes it (seven bits a byte,
 * the lowest first). What is compressed otherwise it does not see.
 */
public final class Bytes {
  private final Map<String, String> wanted = new LinkedHashMap<>();

  public Bytes text(String text) {
    wanted.put(text, new String(text.getBytes(UTF_8), ISO_8859_1));
    wanted.put(text + " in UTF-16", new String(text.getBytes(UTF_16BE), ISO_8859_1));
    wanted.put(text + " in UTF-16LE", new String(text.getBytes(UTF_16LE), ISO_8859_1));
    return this;
  }

  public Bytes number(long number) {
    text(String.valueOf(number));
    ByteBuffer eight = ByteBuffer.allocate(Long.BYTES).putLong(0, number);
    wanted.put(number + " in eight bytes", new String(eight.array(), ISO_8859_1));
    eight.order(ByteOrder.LITTLE_ENDIAN).putLong(0, number);
    wanted.put(number + " in eight bytes, turned", new String(eight.array(), ISO_8859_1));
    wanted.put(number + " as H2 writes it", varLong(number));
    return this;
  }

  private static String varLong(long number) {
    StringBuilder bytes = new StringBuilder();
    long rest = number;
    while ((rest & ~0x7fL) != 0) {
      bytes.append((char) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    return bytes.append((char) rest).toString();
  }

  /** What is found, and where, in all files below a folder. */
  public List<String> foundIn(Path folder) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString();
        look(name, Files.readAllBytes(file), found);
        if (name.endsWith(".zip")) {
          unzip(file, found);
        }
      }
    }
    return found;
  }

  private void unzip(Path zip, List<String> found) throws IOException {
    try (InputStream in = Files.newInputStream(zip);
        ZipInputStream entries = new ZipInputStream(in)) {
      ZipEntry entry = entries.getNextEntry();
      while (entry != null) {
        look(zip.getFileName() + "!" + entry.getName(), entries.readAllBytes(), found);
        entry = entries.getNextEntry();
      }
    }
  }

  private void look(String where, byte[] bytes, List<String> found) {
    String all = new String(bytes, ISO_8859_1);
    wanted.forEach(
        (name, sought) -> {
          if (all.contains(sought)) {
            found.add(name + " in " + where);
          }
        });
  }
}
