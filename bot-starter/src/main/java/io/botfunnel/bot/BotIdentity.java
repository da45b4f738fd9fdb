package io.botfunnel.bot;

/**
 * Who this bot is at Telegram.
 *
 * @param id its user id, the digits before the colon of its token
 * @param username without {@code @}
 */
public record BotIdentity(long id, String username) {}
