package io.botfunnel.starter.web;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Applies an {@link Admission} to each request, and leaves its result for {@link BodyBuffer}. */
final class AdmissionHandler extends Handler.Wrapper {
  private static final String BODY_BYTES = AdmissionHandler.class.getName();

  private final Admission admission;

  AdmissionHandler(Admission admission, Handler next) {
    super(next);
    this.admission = admission;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    request.setAttribute(BODY_BYTES, admission.bodyBytes(new RequestHead(request)));
    return super.handle(request, response, callback);
  }

  static int bodyBytes(Request request) {
    return request.getAttribute(BODY_BYTES) instanceof Integer bytes ? bytes : 0;
  }
}
