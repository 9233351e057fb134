package io.hv.kvm.ioctl;

import io.hv.kvm.bus.Bytes;
import java.nio.ByteBuffer;

/**
 * struct kvm_fpu.
 *
 * <pre>
 *   0  fpr, 8 of 16 bytes
 * 128  fcw   130 fsw   132 ftwx   134 last_opcode   136 last_ip   144 last_dp
 * 152  xmm, 16 of 16 bytes
 * 408  mxcsr
 * </pre>
 */
final class FpuLayout {

    static final int SIZE = 416;
    static final int ST = 0;
    static final int FCW = 128;
    static final int FSW = 130;
    static final int FTWX = 132;
    static final int LAST_OPCODE = 134;
    static final int LAST_IP = 136;
    static final int LAST_DP = 144;
    static final int XMM = 152;
    static final int MXCSR = 408;

    private FpuLayout() {}

    static Fpu read(ByteBuffer from) {
        return new Fpu(
                bytes(from, ST, FCW - ST),
                from.getShort(FCW) & 0xffff,
                from.getShort(FSW) & 0xffff,
                from.get(FTWX) & 0xff,
                from.getShort(LAST_OPCODE) & 0xffff,
                from.getLong(LAST_IP),
                from.getLong(LAST_DP),
                bytes(from, XMM, MXCSR - XMM),
                from.getInt(MXCSR));
    }

    private static Bytes bytes(ByteBuffer from, int at, int size) {
        byte[] content = new byte[size];
        from.get(at, content);
        return Bytes.of(content);
    }

    static void write(Fpu fpu, ByteBuffer to) {
        to.put(ST, fpu.st().toArray())
                .putShort(FCW, (short) fpu.fcw())
                .putShort(FSW, (short) fpu.fsw())
                .put(FTWX, (byte) fpu.ftwx())
                .putShort(LAST_OPCODE, (short) fpu.lastOpcode())
                .putLong(LAST_IP, fpu.lastIp())
                .putLong(LAST_DP, fpu.lastDp())
                .put(XMM, fpu.xmm().toArray())
                .putInt(MXCSR, fpu.mxcsr());
    }
}
