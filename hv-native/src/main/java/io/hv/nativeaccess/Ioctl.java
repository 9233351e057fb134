package io.hv.nativeaccess;

import java.lang.ref.Reference;

/** ioctl(2), the call that drivers are driven by. Safe for any thread as far as the driver is. */
public final class Ioctl {

    private Ioctl() {}

    /**
     * Calls with a number or an address.
     *
     * @param name what the request is called, for the message
     * @return what the driver returned, not negative
     * @throws NativeException if the call failed
     */
    public static int call(Fd fd, String name, long request, long argument) {
        int result = Libc.ioctl(fd.number(), request, argument);
        if (result == -1) {
            throw new NativeException("ioctl(" + name + ")", Libc.errno());
        }
        return result;
    }

    /**
     * Calls with memory that the driver reads or fills.
     *
     * @throws NativeException if the call failed
     */
    public static int call(Fd fd, String name, long request, NativeMemory argument) {
        try {
            return call(fd, name, request, argument.address());
        } finally {
            Reference.reachabilityFence(argument);
        }
    }

    /**
     * Calls where a failure is ordinary: allocates nothing.
     *
     * @return what the driver returned, or an error number, negated
     */
    public static int attempt(Fd fd, long request, long argument) {
        return DirectIoctl.call(fd.number(), request, argument);
    }
}
