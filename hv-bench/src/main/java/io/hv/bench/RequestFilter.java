package io.hv.bench;

import com.sun.jna.Native;
import io.hv.nativeaccess.NativeException;
import io.hv.nativeaccess.NativeMemory;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A seccomp filter (Linux, Documentation/userspace-api/seccomp_filter.rst) that answers every KVM request of a thread,
 * and of the threads that it starts, with 0 instead of looking at the file. Everything else is let through. The peer
 * installs the same.
 */
final class RequestFilter {

    private static final int PR_SET_SECCOMP = 22;
    private static final int PR_SET_NO_NEW_PRIVS = 38;
    private static final int SECCOMP_MODE_FILTER = 2;

    private static final int LOAD_WORD = 0x20;
    private static final int JUMP_IF_EQUAL = 0x15;
    private static final int AND = 0x54;
    private static final int RETURN = 0x06;

    private static final int ANSWER_ZERO = 0x0005_0000;
    private static final int ALLOW = 0x7fff_0000;
    private static final int AUDIT_ARCH_X86_64 = 0xc000_003e;
    private static final int SYS_IOCTL = 16;
    private static final int KVM_REQUESTS = 0xae00;

    /** Where struct seccomp_data has them; the request is the low half of the call's second argument. */
    private static final int NUMBER = 0;

    private static final int ARCH = 4;
    private static final int REQUEST = 24;

    private static final int INSTRUCTIONS = 9;
    private static final int INSTRUCTION_SIZE = 8;

    /** The C library's function. */
    private static final class C {

        static {
            Native.register(C.class, "c");
        }

        private C() {}

        static native int prctl(int option, long a, long b, long c, long d);
    }

    private RequestFilter() {}

    /**
     * Runs something on a thread of its own under the filter.
     *
     * @throws NativeException if the kernel refuses the filter
     */
    static <T> T under(Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        install();
                        result.complete(work.get());
                    } catch (RuntimeException | Error e) {
                        result.completeExceptionally(e);
                    }
                },
                "bench/filtered");
        thread.setDaemon(true);
        thread.start();
        return result.join();
    }

    private static void install() {
        NativeMemory code = NativeMemory.allocate(INSTRUCTIONS * INSTRUCTION_SIZE);
        ByteBuffer to = code.buffer();
        // Jumps count the instructions that are skipped.
        instruction(to, LOAD_WORD, 0, 0, ARCH);
        instruction(to, JUMP_IF_EQUAL, 0, 6, AUDIT_ARCH_X86_64);
        instruction(to, LOAD_WORD, 0, 0, NUMBER);
        instruction(to, JUMP_IF_EQUAL, 0, 4, SYS_IOCTL);
        instruction(to, LOAD_WORD, 0, 0, REQUEST);
        instruction(to, AND, 0, 0, 0xff00);
        instruction(to, JUMP_IF_EQUAL, 0, 1, KVM_REQUESTS);
        instruction(to, RETURN, 0, 0, ANSWER_ZERO);
        instruction(to, RETURN, 0, 0, ALLOW);
        NativeMemory program = NativeMemory.allocate(2 * Long.BYTES);
        program.buffer().putShort(0, (short) INSTRUCTIONS).putLong(Long.BYTES, code.address());
        try {
            check(C.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
            check(C.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, program.address(), 0, 0));
        } finally {
            Reference.reachabilityFence(code);
            Reference.reachabilityFence(program);
        }
    }

    /** One of struct sock_filter. */
    private static void instruction(ByteBuffer to, int code, int ifTrue, int ifFalse, int constant) {
        to.putShort((short) code).put((byte) ifTrue).put((byte) ifFalse).putInt(constant);
    }

    private static void check(int result) {
        if (result == -1) {
            throw new NativeException("prctl, for a seccomp filter", Native.getLastError());
        }
    }
}
