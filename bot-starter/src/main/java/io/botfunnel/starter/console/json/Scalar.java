package io.botfunnel.starter.console.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;

/**
 * A type that JSON has no literal for, written as a single value.
 *
 * @param type the type
 * @param writer writes it
 * @param reader reads it back
 */
record Scalar<T>(Class<T> type, Writer<T> writer, Reader<T> reader) {
  /** Writes one value. */
  interface Writer<T> {
    void write(JsonGenerator json, T value) throws IOException;
  }

  /** Reads one value. */
  interface Reader<T> {
    T read(JsonParser json) throws IOException;
  }

  void addTo(SimpleModule module) {
    module.addSerializer(type, serializer()).addDeserializer(type, deserializer());
  }

  private JsonSerializer<T> serializer() {
    return new JsonSerializer<>() {
      @Override
      public void serialize(T value, JsonGenerator json, SerializerProvider provider)
          throws IOException {
        writer.write(json, value);
      }
    };
  }

  private JsonDeserializer<T> deserializer() {
    return new JsonDeserializer<>() {
      @Override
      public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
        return reader.read(json);
      }
    };
  }
}
