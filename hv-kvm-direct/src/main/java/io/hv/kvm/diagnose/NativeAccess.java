package io.hv.kvm.diagnose;

import java.lang.reflect.InvocationTargetException;

/** Whether Java was told to allow native access, which can be asked from Java 22 on. */
final class NativeAccess {

    private static final int ASKS_FROM = 22;

    private NativeAccess() {}

    /** Whether the module that calls native code may; always so before Java asked for it. */
    static boolean isAllowed() {
        if (Runtime.version().feature() < ASKS_FROM) {
            return true;
        }
        Module caller = ModuleLayer.boot().findModule("com.sun.jna").orElse(NativeAccess.class.getModule());
        try {
            return (boolean) Module.class.getMethod("isNativeAccessEnabled").invoke(caller);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("Java " + Runtime.version() + " does not tell about native access", e);
        }
    }
}
