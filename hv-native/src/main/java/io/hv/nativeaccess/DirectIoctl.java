package io.hv.nativeaccess;

import com.sun.jna.Function;
import com.sun.jna.JNIEnv;
import com.sun.jna.Library;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.lang.ref.Reference;
import java.util.Map;

/**
 * ioctl(2) without JNA in between. A vCPU makes this call at every exit, and JNA's general way of passing arguments costs
 * as much as the rest of an exit's handling several times over. Here a native method is bound to a few instructions that
 * move its arguments to where the kernel wants them, by JNI's own RegisterNatives (JNI specification, chapter 4). The
 * kernel's answer comes back as it is, so no error number has to be fetched from anywhere.
 *
 * <p>Where the system grants no executable memory, {@link Libc} makes the call.
 */
final class DirectIoctl {

    /**
     * From the C calling convention (System V ABI, AMD64, 3.2.3) with JNI's environment and class before the arguments, to
     * the kernel's (A.2.1).
     */
    private static final int[] CODE = {
        0xf3, 0x0f, 0x1e, 0xfa, // endbr64
        0x89, 0xd7, //             mov %edx, %edi       the descriptor
        0x48, 0x89, 0xce, //       mov %rcx, %rsi       the request
        0x4c, 0x89, 0xc2, //       mov %r8, %rdx        the argument
        0xb8, 16, 0, 0, 0, //      mov $SYS_ioctl, %eax
        0x0f, 0x05, //             syscall
        0xc3, //                   ret
    };

    private static final String METHOD = "direct";
    private static final String SIGNATURE = "(IJJ)I";

    /** Index of RegisterNatives in JNI's table of functions. */
    private static final int REGISTER_NATIVES = 215;

    private static final Map<String, Boolean> OBJECTS = Map.of(Library.OPTION_ALLOW_OBJECTS, true);

    private static final int PAGE = 4096;
    private static final int PROT_READ_WRITE = 3;
    private static final int PROT_READ_EXEC = 5;
    private static final int MAP_PRIVATE_ANONYMOUS = 0x22;

    /** Whether the method is bound; a constant for the compiler. */
    static final boolean BOUND = bind();

    private DirectIoctl() {}

    private static native int direct(int fd, long request, long argument);

    /** What the driver returned, or an error number, negated. */
    static int call(int fd, long request, long argument) {
        return BOUND ? direct(fd, request, argument) : viaLibc(fd, request, argument);
    }

    /** The same by the C library. */
    static int viaLibc(int fd, long request, long argument) {
        int result = Libc.ioctl(fd, request, argument);
        return result == -1 ? -Libc.errno() : result;
    }

    private static boolean bind() {
        long page = Libc.mmap(0, PAGE, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS, -1, 0);
        if (page == -1) {
            return false;
        }
        if (fill(page) && register(page)) {
            return true;
        }
        int unused = Libc.munmap(page, PAGE);
        return false;
    }

    private static boolean fill(long page) {
        Pointer code = new Pointer(page);
        for (int i = 0; i < CODE.length; i++) {
            code.setByte(i, (byte) CODE[i]);
        }
        return Libc.mprotect(page, PAGE, PROT_READ_EXEC) == 0;
    }

    /** Calls RegisterNatives with one struct JNINativeMethod: name, signature, function. */
    private static boolean register(long function) {
        NativeMemory name = NativeMemory.string(METHOD);
        NativeMemory signature = NativeMemory.string(SIGNATURE);
        NativeMemory method = NativeMemory.allocate(3 * Long.BYTES);
        method.buffer()
                .putLong(0, name.address())
                .putLong(Long.BYTES, signature.address())
                .putLong(2 * Long.BYTES, function);
        try {
            Object result = Function.getFunction(jniFunction(REGISTER_NATIVES))
                    .invoke(
                            Integer.class,
                            new Object[] {JNIEnv.CURRENT, DirectIoctl.class, new Pointer(method.address()), 1},
                            OBJECTS);
            return Integer.valueOf(0).equals(result);
        } catch (RuntimeException | LinkageError e) {
            // A JVM that does not let itself be asked this way: the long way works everywhere, and BOUND says which it
            // is.
            return false;
        } finally {
            Reference.reachabilityFence(name);
            Reference.reachabilityFence(signature);
            Reference.reachabilityFence(method);
        }
    }

    /** A function of JNI's table, to which the environment's first word points. */
    private static Pointer jniFunction(int index) {
        NativeMemory table = NativeMemory.allocate(Long.BYTES);
        try {
            Object unused = NativeLibrary.getProcess()
                    .getFunction("memcpy")
                    .invoke(
                            Pointer.class,
                            new Object[] {new Pointer(table.address()), JNIEnv.CURRENT, (long) Long.BYTES},
                            OBJECTS);
            return new Pointer(table.buffer().getLong(0)).getPointer((long) index * Long.BYTES);
        } finally {
            Reference.reachabilityFence(table);
        }
    }
}
