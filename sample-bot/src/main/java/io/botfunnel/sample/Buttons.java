package io.botfunnel.sample;

import java.util.List;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.InlineKeyboardMarkup;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardButton;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardRow;

/** The funnel's steps as buttons; each carries the command that it stands for. */
final class Buttons {
  private Buttons() {}

  static InlineKeyboardMarkup ofSteps() {
    return new InlineKeyboardMarkup(
        List.of(
            row(button("Subscribe", "/subscribe"), button("Register", "/register")),
            row(button("Deposit", "/deposit"), button("My status", "/status"))));
  }

  private static InlineKeyboardRow row(InlineKeyboardButton... buttons) {
    return new InlineKeyboardRow(buttons);
  }

  private static InlineKeyboardButton button(String label, String command) {
    return InlineKeyboardButton.builder().text(label).callbackData(command).build();
  }
}
