package io.hv.testkit.contract;

import org.jspecify.annotations.Nullable;

/** Makes a {@link BackendUnderTest} of its class's name. */
final class Backends {

    private Backends() {}

    static BackendUnderTest named(String className) {
        @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try {
            return Class.forName(className, true, loader == null ? Backends.class.getClassLoader() : loader)
                    .asSubclass(BackendUnderTest.class)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new IllegalStateException(
                    className + " must be a public class with a public constructor, and a BackendUnderTest", e);
        }
    }
}
