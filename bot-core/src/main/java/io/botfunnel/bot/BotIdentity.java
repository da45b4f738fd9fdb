package io.botfunnel.bot;

/**
 * The Telegram account of a bot.
 *
 * @param id the user id of the bot: the digits before the colon of its token
 * @param username the username of the bot, without {@code @}
 */
public record BotIdentity(long id, String username) {}
