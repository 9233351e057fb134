package io.hv;

/**
 * What only one backend understands, carried by a neutral {@link DomainSpec}. A backend ignores the options of others,
 * so that one spec serves several engines. Implementations are immutable values.
 */
public interface BackendOptions {}
