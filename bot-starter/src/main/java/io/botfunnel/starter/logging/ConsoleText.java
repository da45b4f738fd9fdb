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
 * Fits text to a console that may not show all of Unicode, such as one without a UTF-8 locale.
 * Characters that its charset lacks are written in ASCII. Signs become what they look like ({@code
 * ->} for an arrow), letters lose their accents, and all others become {@code \}{@code u0416},
 * which still identifies them. It never writes {@code ?}, which could stand for anything. The
 * terminal obeys none of it: of what {@link PlainText} escapes, only line breaks, tabs and colours
 * pass. Safe for use from any thread.
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

  /** Returns the text for standard output. */
  public static ConsoleText ofStandardOutput() {
    return OUT;
  }

  /** Returns the text for standard error. */
  public static ConsoleText ofStandardError() {
    return ERR;
  }

  /**
   * Finds the charset that the JVM was started with, or else the locale's; JDK 17 uses another
   * property than later versions.
   */
  private static Charset charsetOf(String stream) {
    return Stream.of(stream + ".encoding", "sun." + stream + ".encoding", "native.encoding")
        .map(System::getProperty)
        .filter(name -> name != null && Charset.isSupported(name))
        .findFirst()
        .map(Charset::forName)
        .orElse(Charset.defaultCharset());
  }

  /** Returns the text in characters that the console can show. */
  public String fit(String text) {
    String plain = PlainText.screen(text);
    return isFit(plain) ? plain : rewritten(plain, this::similar);
  }

  /**
   * Returns JSON that the console can show and that means the same, character by character.
   *
   * @param json JSON in which such characters stand only within strings
   */
  public String fitJson(String json) {
    String plain = PlainText.json(json);
    return isFit(plain) ? plain : rewritten(plain, ConsoleText::escaped);
  }

  /** Encodes fitted text in the charset. */
  byte[] bytes(String fit) {
    return fit.getBytes(charset);
  }

  /** Returns a writer to a stream of this charset. */
  public PrintWriter writerTo(PrintStream stream) {
    return new PrintWriter(new Fitting(new OutputStreamWriter(stream, charset)), true);
  }

  /** Asks the encoder for the whole text, because it rejects half of a surrogate pair. */
  private boolean isFit(String text) {
    return text.chars().allMatch(each -> each < 0x80) || charset.newEncoder().canEncode(text);
  }

  /** Replaces one character. */
  private interface Replacement {
    String of(int codePoint);
  }

  private String rewritten(String text, Replacement replacement) {
    CharsetEncoder encoder = charset.newEncoder();
    StringBuilder fit = new StringBuilder();
    text.codePoints()
        .forEach(
            each -> {
              String one = Character.toString(each);
              fit.append(encoder.canEncode(one) ? one : replacement.of(each));
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

  /** Fits the text that is written through it. */
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
