package io.botfunnel.starter.web;

import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.Request;

/** The head of a request, before any of its body is read. Not thread-safe. */
public final class RequestHead {
  private final Request request;

  RequestHead(Request request) {
    this.request = request;
  }

  /** Returns the method, such as {@code POST}. */
  public String method() {
    return request.getMethod();
  }

  /** Returns the path as it was sent, without its query. */
  public String path() {
    return request.getHttpURI().getPath();
  }

  /** Returns the query as it was sent, without its question mark. */
  public Optional<String> query() {
    return Optional.ofNullable(request.getHttpURI().getQuery());
  }

  /** Returns the first header of that name. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeaders().get(name));
  }

  /** Returns all headers of that name, in order. */
  public List<String> headers(String name) {
    return request.getHeaders().getValuesList(name);
  }

  /** Returns the address at the other end of the connection. */
  public String remoteAddress() {
    return Request.getRemoteAddr(request);
  }

  /** Returns the length of the body in bytes; -1 if the head does not give it. */
  public long bodyBytes() {
    return request.getLength();
  }

  /** Sets an attribute of the request for its handler. */
  public void set(String name, Object value) {
    request.setAttribute(name, value);
  }
}
