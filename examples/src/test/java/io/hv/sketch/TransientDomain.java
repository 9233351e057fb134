package io.hv.sketch;

/** {@link io.hv.TransientDomain}. */
public interface TransientDomain extends Domain, io.hv.TransientDomain {}
