package io.hv.kvm.net.ether;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in network byte order, wherever they lie. */
public final class Octets {

    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private Octets() {}

    /** Two bytes, 0 to 65,535. */
    public static int u16(byte[] bytes, int at) {
        return (short) SHORTS.get(bytes, at) & 0xffff;
    }

    static void u16(byte[] bytes, int at, int value) {
        SHORTS.set(bytes, at, (short) value);
    }

    static int u32(byte[] bytes, int at) {
        return (int) INTS.get(bytes, at);
    }

    static void u32(byte[] bytes, int at, int value) {
        INTS.set(bytes, at, value);
    }

    /** Six bytes, in the low 48 bits. */
    static long address(byte[] bytes, int at) {
        return ((long) u16(bytes, at) << Integer.SIZE) | Integer.toUnsignedLong(u32(bytes, at + 2));
    }
}
