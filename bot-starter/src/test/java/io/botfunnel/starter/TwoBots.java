package io.botfunnel.starter;

import io.botfunnel.bot.Bot;
import io.botfunnel.bot.UpdateHandler;
import io.botfunnel.starter.settings.Settings;
import java.nio.file.Path;
import java.util.Map;

/**
 * Two bots of one process on one outbox: one without a name and {@code shop}, each with a token, a
 * space and a bearer of its own.
 */
public final class TwoBots implements AutoCloseable {
  public static final String SHOP = "shop";
  private static final String SHOP_TOKEN = "7000000002:AAE_local_only_4tHnWq7Zb1Lc9Rx5Kd3Y";
  private static final String SHOP_BEARER = "xtb_of_the_shop_8Fq2Vm6Xs0Jd4";

  /** The servers of the one without a name, and the settings of both. */
  public final TestBot main;

  /** The servers of the other. */
  public final TestBot shop;

  public TwoBots(Path folder) {
    main = new TestBot(folder);
    shop = new TestBot(folder);
    shop.telegram.withToken(SHOP_TOKEN);
    shop.xtracker.rotateBearer(SHOP_BEARER).expireOldBearer();
    main.with("bots.shop.telegram.bot-token", SHOP_TOKEN)
        .with("bots.shop.telegram.api-url", shop.telegram.url().toString())
        .with("bots.shop.xtracker.url", shop.xtracker.url().toString())
        .with("bots.shop.xtracker.bearer", SHOP_BEARER);
  }

  /** Both of them with the same handler. */
  public BotApplication start(UpdateHandler handler) {
    return main.start(handler);
  }

  BotApplication start(Map<String, Bot> bots) {
    return BotApplication.start(Settings.from(main.settings()), bots);
  }

  @Override
  public void close() {
    main.close();
    shop.close();
  }
}
