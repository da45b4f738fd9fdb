package io.botfunnel.starter.web;

import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.Request;

/** The head of a request, before anything of its body is read. Used by one thread. */
public final class Head {
  private final Request request;

  Head(Request request) {
    this.request = request;
  }

  /** Such as {@code POST}. */
  public String method() {
    return request.getMethod();
  }

  /** The path as it was sent, without its query. */
  public String path() {
    return request.getHttpURI().getPath();
  }

  /** The query as it was sent, without its question mark. */
  public Optional<String> query() {
    return Optional.ofNullable(request.getHttpURI().getQuery());
  }

  /** The first header of that name. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeaders().get(name));
  }

  /** Each header of that name, in its order. */
  public List<String> headers(String name) {
    return request.getHeaders().getValuesList(name);
  }

  /** The address at the other end of the connection. */
  public String remoteAddress() {
    return Request.getRemoteAddr(request);
  }

  /** How long the body will be; -1 if the head does not say so. */
  public long bodyBytes() {
    return request.getLength();
  }

  /** Leaves something for the handler, as an attribute of the request. */
  public void set(String name, Object value) {
    request.setAttribute(name, value);
  }
}
