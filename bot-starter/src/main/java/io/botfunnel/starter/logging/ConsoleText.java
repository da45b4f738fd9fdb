package io.botfunnel.starter.logging;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.text.Normalizer;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Text for a console that may not be able to show all of Unicode, such as one without a UTF-8
 * locale. What its charset lacks is written in ASCII: signs as what they look like ({@code ->} for
 * an arrow), letters without their accents, and all else as {@code \}{@code u0416}, by which it is
 * still known. Never {@code ?}, which would be anything. Nor does a terminal obey it: of {@link
 * PlainText}, only line breaks, tabs and colours pass. Safe for use from any thread.
 */
public final class ConsoleText {
  private static final Map<Integer, String> SIGNS =
      Map.ofEntries(
          Map.entry((int) '…', "..."),
          Map.entry((int) '→', "->"),
          Map.entry((int) '←', "<-"),
          Map.entry((int) '–', "-"),
          Map.entry((int) '—', "-"),
          Map.entry((int) '−', "-"),
          Map.entry((int) '×', "x"),
          Map.entry((int) '✓', "+"),
          Map.entry((int) '✗', "x"),
          Map.entry((int) '·', "*"),
          Map.entry((int) '•', "*"),
          Map.entry((int) '≤', "<="),
          Map.entry((int) '≥', ">="),
          Map.entry((int) 'µ', "u"),
          Map.entry((int) '‘', "'"),
          Map.entry((int) '’', "'"),
          Map.entry((int) '“', "\""),
          Map.entry((int) '”', "\""),
          Map.entry((int) '«', "\""),
          Map.entry((int) '»', "\""),
          Map.entry((int) '\u00a0', " "),
          Map.entry((int) '\u202f', " "));

  private static final ConsoleText OUT = new ConsoleText(charsetOf("stdout"));
  private static final ConsoleText ERR = new ConsoleText(charsetOf("stderr"));

  private final Charset charset;

  ConsoleText(Charset charset) {
    this.charset = charset;
  }

  /** What standard output can show. */
  public static ConsoleText ofStandardOutput() {
    return OUT;
  }

  /** What standard error can show. */
  public static ConsoleText ofStandardError() {
    return ERR;
  }

  /** As the JVM was told, or else as the locale says; JDK 17 names it otherwise than later ones. */
  private static Charset charsetOf(String stream) {
    return Stream.of(stream + ".encoding", "sun." + stream + ".encoding", "native.encoding")
        .map(System::getProperty)
        .filter(name -> name != null && Charset.isSupported(name))
        .findFirst()
        .map(Charset::forName)
        .orElse(Charset.defaultCharset());
  }

  /** The text as it can be shown. */
  public String fit(String text) {
    String plain = PlainText.screen(text);
    return isFit(plain) ? plain : rewritten(plain, this::similar);
  }

  /**
   * JSON as it can be shown: it says the same, character by character.
   *
   * @param json in which such characters stand within strings alone
   */
  public String fitJson(String json) {
    String plain = PlainText.json(json);
    return isFit(plain) ? plain : rewritten(plain, ConsoleText::escaped);
  }

  /** In the charset. */
  byte[] bytes(String fit) {
    return fit.getBytes(charset);
  }

  /** A writer to a stream of that charset. */
  public PrintWriter writerTo(PrintStream stream) {
    return new PrintWriter(new Fitting(new OutputStreamWriter(stream, charset)), true);
  }

  /** Not by an encoder alone: half of a surrogate pair is none. */
  private boolean isFit(String text) {
    return text.chars().allMatch(each -> each < 0x80) || charset.newEncoder().canEncode(text);
  }

  /** How one character is written instead. */
  private interface Instead {
    String of(int codePoint);
  }

  private String rewritten(String text, Instead instead) {
    CharsetEncoder encoder = charset.newEncoder();
    StringBuilder fit = new StringBuilder();
    text.codePoints()
        .forEach(
            each -> {
              String one = Character.toString(each);
              fit.append(encoder.canEncode(one) ? one : instead.of(each));
            });
    return fit.toString();
  }

  private String similar(int codePoint) {
    String sign = SIGNS.get(codePoint);
    if (sign != null) {
      return sign;
    }
    String plain =
        Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFKD)
            .replaceAll("\\p{M}", "");
    boolean latin = !plain.isEmpty() && plain.chars().allMatch(each -> each < 0x80);
    return latin ? plain : escaped(codePoint);
  }

  private static String escaped(int codePoint) {
    return PlainText.unicode(Character.toString(codePoint));
  }

  /** Fits what passes through it. */
  private final class Fitting extends FilterWriter {
    Fitting(Writer to) {
      super(to);
    }

    @Override
    public void write(int character) throws IOException {
      out.write(fit(String.valueOf((char) character)));
    }

    @Override
    public void write(char[] characters, int from, int length) throws IOException {
      out.write(fit(new String(characters, from, length)));
    }

    @Override
    public void write(String text, int from, int length) throws IOException {
      out.write(fit(text.substring(from, from + length)));
    }
  }
}
