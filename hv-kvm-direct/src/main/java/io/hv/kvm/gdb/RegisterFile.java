package io.hv.kvm.gdb;

import io.hv.kvm.bus.Bytes;
import io.hv.kvm.ioctl.Fpu;
import io.hv.kvm.ioctl.Regs;
import io.hv.kvm.ioctl.Segment;
import io.hv.kvm.ioctl.Sregs;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A vCPU's registers in the order of {@link RegisterTable}, little-endian, and back. */
final class RegisterFile {

    private static final int ST_SIZE = 10;
    private static final int EMPTY = 3;

    private RegisterFile() {}

    /** As the packet {@code g} has them. */
    static byte[] encode(CpuRegisters registers) {
        ByteBuffer to = ByteBuffer.allocate(RegisterTable.SIZE).order(ByteOrder.LITTLE_ENDIAN);
        Regs general = registers.general();
        for (long each : new long[] {
            general.rax(), general.rbx(), general.rcx(), general.rdx(), general.rsi(), general.rdi(),
            general.rbp(), general.rsp(), general.r8(), general.r9(), general.r10(), general.r11(),
            general.r12(), general.r13(), general.r14(), general.r15(), general.rip()
        }) {
            to.putLong(each);
        }
        to.putInt((int) general.rflags());
        Sregs system = registers.system();
        for (Segment each :
                new Segment[] {system.cs(), system.ss(), system.ds(), system.es(), system.fs(), system.gs()}) {
            to.putInt(each.selector());
        }
        encode(registers.fpu(), to);
        to.putLong(system.fs().base()).putLong(system.gs().base());
        to.putLong(system.cr0()).putLong(system.cr2()).putLong(system.cr3());
        to.putLong(system.cr4()).putLong(system.cr8()).putLong(system.efer());
        return to.array();
    }

    private static void encode(Fpu fpu, ByteBuffer to) {
        byte[] st = fpu.st().toArray();
        for (int i = 0; i < 8; i++) {
            to.put(st, i * Fpu.REGISTER_SIZE, ST_SIZE);
        }
        to.putInt(fpu.fcw()).putInt(fpu.fsw()).putInt(fullTags(fpu.ftwx()));
        to.putInt((int) (fpu.lastIp() >>> 32)).putInt((int) fpu.lastIp());
        to.putInt((int) (fpu.lastDp() >>> 32)).putInt((int) fpu.lastDp());
        to.putInt(fpu.lastOpcode());
        to.put(fpu.xmm().toArray()).putInt(fpu.mxcsr());
    }

    /** Two bits for each register, as FSTENV stores them, of which hv only tells empty ones from others. */
    private static int fullTags(int abridged) {
        int full = 0;
        for (int i = 0; i < 8; i++) {
            full |= (abridged & (1 << i)) == 0 ? EMPTY << (2 * i) : 0;
        }
        return full;
    }

    private static int abridgedTags(int full) {
        int abridged = 0;
        for (int i = 0; i < 8; i++) {
            abridged |= ((full >> (2 * i)) & EMPTY) == EMPTY ? 0 : 1 << i;
        }
        return abridged;
    }

    /**
     * The registers of a packet {@code G}.
     *
     * @param before what it does not carry
     * @throws GdbError if it is too short, or wants another selector: a selector without its descriptor means nothing
     */
    static CpuRegisters decode(byte[] file, CpuRegisters before) {
        if (file.length != RegisterTable.SIZE) {
            throw GdbError.invalid("these are " + file.length + " bytes of registers");
        }
        ByteBuffer from = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        long[] r = new long[17];
        for (int i = 0; i < r.length; i++) {
            r[i] = from.getLong();
        }
        long rflags = from.getInt() & 0xffff_ffffL;
        Regs general = new Regs(
                r[0], r[1], r[2], r[3], r[4], r[5], r[7], r[6], r[8], r[9], r[10], r[11], r[12], r[13], r[14], r[15],
                r[16], rflags);
        Sregs old = before.system();
        for (Segment each : new Segment[] {old.cs(), old.ss(), old.ds(), old.es(), old.fs(), old.gs()}) {
            if (from.getInt() != each.selector()) {
                throw GdbError.invalid("a selector cannot be changed without its descriptor");
            }
        }
        Fpu fpu = fpu(from);
        return new CpuRegisters(general, system(from, old), fpu);
    }

    private static Fpu fpu(ByteBuffer from) {
        byte[] st = new byte[8 * Fpu.REGISTER_SIZE];
        for (int i = 0; i < 8; i++) {
            from.get(st, i * Fpu.REGISTER_SIZE, ST_SIZE);
        }
        int control = from.getInt() & 0xffff;
        int status = from.getInt() & 0xffff;
        int tags = abridgedTags(from.getInt());
        long lastIp = halves(from);
        long lastDp = halves(from);
        int opcode = from.getInt() & 0xffff;
        byte[] xmm = new byte[16 * Fpu.REGISTER_SIZE];
        from.get(xmm);
        return new Fpu(Bytes.of(st), control, status, tags, opcode, lastIp, lastDp, Bytes.of(xmm), from.getInt());
    }

    private static long halves(ByteBuffer from) {
        long high = from.getInt() & 0xffff_ffffL;
        return high << 32 | (from.getInt() & 0xffff_ffffL);
    }

    private static Sregs system(ByteBuffer from, Sregs old) {
        Segment fs = old.fs().withBase(from.getLong());
        Segment gs = old.gs().withBase(from.getLong());
        return new Sregs(
                old.cs(),
                old.ds(),
                old.es(),
                fs,
                gs,
                old.ss(),
                old.tr(),
                old.ldt(),
                old.gdt(),
                old.idt(),
                from.getLong(),
                from.getLong(),
                from.getLong(),
                from.getLong(),
                from.getLong(),
                from.getLong(),
                old.apicBase(),
                old.interrupts());
    }
}
