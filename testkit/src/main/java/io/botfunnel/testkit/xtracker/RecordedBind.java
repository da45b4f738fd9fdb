package io.botfunnel.testkit.xtracker;

/**
 * A bind that XTRACKER answered; a repeated bind is listed once.
 *
 * @param uid the click id
 * @param tgId the Telegram user's id
 * @param matched false if the space has no such click or another user holds it
 * @param order the {@link ReceivedCall#order} of the call that made it
 */
public record RecordedBind(String uid, long tgId, boolean matched, long order) {}
