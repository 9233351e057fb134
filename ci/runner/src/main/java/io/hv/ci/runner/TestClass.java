package io.hv.ci.runner;

import java.util.List;

/**
 * A top-level test class, or a suite, and the display names of its tests. A parametrised test counts as one: how many
 * invocations it has is known only when it runs.
 */
record TestClass(String name, List<String> tests) {}
