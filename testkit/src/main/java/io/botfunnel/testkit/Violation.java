package io.botfunnel.testkit;

/** A call breaks the contract; contains the answer that it gets. */
public final class Violation extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Answer answer;

  public Violation(Answer answer) {
    super(answer.body(), null, false, false);
    this.answer = answer;
  }

  public static Violation badRequest(String rule) {
    return new Violation(Answer.json(400, "{\"ok\":false,\"error\":\"" + rule + "\"}"));
  }

  public Answer answer() {
    return answer;
  }
}
