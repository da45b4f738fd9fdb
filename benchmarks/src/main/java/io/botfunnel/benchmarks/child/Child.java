package io.botfunnel.benchmarks.child;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The program of a child JVM: runs the tasks that its parent requests, one after the other. It ends
 * when its input ends, so that no child outlives its parent.
 */
final class Child {
  private final Map<String, Task> tasks = new HashMap<>();
  private final PrintStream answers;

  private Child(PrintStream answers) {
    this.answers = answers;
  }

  /** Serves until the input ends. */
  public static void main(String[] none) throws IOException {
    // Output that a library prints must not get between the answers.
    PrintStream answers = System.out;
    System.setOut(System.err);
    Child child = new Child(answers);
    ExecutorService thread = Executors.newSingleThreadExecutor(work -> new Thread(work, "task"));
    BufferedReader requests =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = requests.readLine(); line != null; line = requests.readLine()) {
      String request = line;
      thread.execute(() -> child.answer(request));
    }
    Runtime.getRuntime().halt(0);
  }

  @SuppressWarnings("CatchThrowable") // an OutOfMemoryError is an answer too
  private void answer(String request) {
    try {
      Measured measured = task(Words.word(request)).run(new Arguments(Words.values(request)));
      answers.println(Words.line(Words.DONE, measured.values()));
    } catch (Throwable e) {
      e.printStackTrace();
      answers.println(Words.FAILED + " " + e.toString().replaceAll("\\s+", " "));
    }
    answers.flush();
  }

  private Task task(String className) throws ReflectiveOperationException {
    Task known = tasks.get(className);
    if (known != null) {
      return known;
    }
    Task made = Class.forName(className).asSubclass(Task.class).getConstructor().newInstance();
    tasks.put(className, made);
    return made;
  }
}
