package io.botfunnel.benchmarks.load;

import io.botfunnel.benchmarks.child.Arguments;
import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import org.jspecify.annotations.Nullable;

/** A flight recording, if one is requested; otherwise does nothing. */
public final class Flight implements AutoCloseable {
  private final @Nullable Recording recording;
  private final @Nullable Path file;

  private Flight(@Nullable Recording recording, @Nullable Path file) {
    this.recording = recording;
    this.file = file;
  }

  public static Flight of(Arguments arguments) throws IOException, ParseException {
    if (!arguments.has("profile")) {
      return new Flight(null, null);
    }
    Recording recording = new Recording(Configuration.getConfiguration("profile"));
    recording.start();
    return new Flight(recording, arguments.path("profile"));
  }

  /** Writes what was recorded so far. */
  public void land() throws IOException {
    if (recording != null && file != null) {
      recording.dump(file);
    }
  }

  @Override
  public void close() {
    if (recording != null) {
      recording.close();
    }
  }
}
