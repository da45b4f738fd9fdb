package io.botfunnel.starter;

/**
 * Who this bot is at Telegram.
 *
 * @param id its user id, the digits before the colon of its token
 * @param username without {@code @}
 */
record BotIdentity(long id, String username) {}
