package io.hv.kvm.ioctl;

import io.hv.kvm.bus.Bytes;
import io.hv.nativeaccess.EventFd;
import io.hv.nativeaccess.Fd;
import io.hv.nativeaccess.Ioctl;
import io.hv.nativeaccess.NativeMemory;
import java.lang.ref.Reference;
import java.util.List;
import java.util.OptionalLong;

/**
 * A machine in the kernel. It is set up in this order: {@link #setTssAddress}, {@link #setIdentityMapAddress}, all memory
 * slots, {@link #createIrqchip}, {@link #createPit}, vCPUs; a slot that is set after the interrupt controllers exist
 * waits for milliseconds. Safe for any thread.
 *
 * <p>{@link #close()} waits for milliseconds too, so it is work for a {@link Reaper}. The machine lives until its vCPUs are
 * closed as well.
 */
public final class KvmVm implements AutoCloseable {

    /** For {@link #setMemoryRegion}: KVM notes which pages vCPUs write. */
    public static final int LOG_DIRTY_PAGES = 0x1;

    /** For {@link #setMemoryRegion}: a guest's write is an MMIO exit. */
    public static final int READ_ONLY = 0x2;

    /** How many vCPUs APIC ids of 8 bits can tell apart: the last is everybody. Beyond: {@link #useLongApicIds}. */
    public static final int SHORT_APIC_IDS = 255;

    private static final int PIT_SPEAKER_DUMMY = 0x1;
    private static final long X2APIC_LONG_IDS = 0x1;
    private static final long X2APIC_NO_BROADCAST_QUIRK = 0x2;
    private static final int IRQCHIP_STATE = 512;
    private static final int IRQFD_DEASSIGN = 0x1;
    private static final int IOEVENTFD_DATAMATCH = 0x1;
    private static final int IOEVENTFD_PIO = 0x2;
    private static final int IOEVENTFD_DEASSIGN = 0x4;

    private final Fd fd;
    private final int runSize;
    private final List<Integer> msrIndices;
    // Interrupts are frequent: their arguments are allocated once.
    private final NativeMemory levelArgument = NativeMemory.allocate(VmLayout.LEVEL_SIZE);
    private final NativeMemory msiArgument = NativeMemory.allocate(VmLayout.MSI_SIZE);
    private volatile boolean hasIrqchip;

    KvmVm(Fd fd, int runSize, List<Integer> msrIndices) {
        this.fd = fd;
        this.runSize = runSize;
        this.msrIndices = msrIndices;
    }

    /** What KVM answers about a capability of this machine, which may be more precise than {@link Kvm#check}. */
    public int check(Capability capability) {
        return call(Request.KVM_CHECK_EXTENSION, capability.number());
    }

    /** Gives KVM three pages below 4 GiB that the guest does not use; kvm_intel needs them. */
    public void setTssAddress(long address) {
        call(Request.KVM_SET_TSS_ADDR, address);
    }

    /** Gives KVM one page below 4 GiB that the guest does not use; kvm_intel needs it. Before any vCPU. */
    public void setIdentityMapAddress(long address) {
        NativeMemory argument = NativeMemory.allocate(Long.BYTES);
        argument.buffer().putLong(0, address);
        call(Request.KVM_SET_IDENTITY_MAP_ADDR, argument);
    }

    /**
     * Sets, changes or removes a memory slot (struct kvm_userspace_memory_region).
     *
     * @param slot its number
     * @param flags {@link #LOG_DIRTY_PAGES}, {@link #READ_ONLY}
     * @param guestAddress the first guest physical address, whole pages
     * @param size bytes, whole pages; 0 removes the slot
     * @param hostAddress where the memory is in this process; it must outlive the slot
     */
    public void setMemoryRegion(int slot, int flags, long guestAddress, long size, long hostAddress) {
        NativeMemory argument = NativeMemory.allocate(VmLayout.REGION_SIZE);
        argument.buffer()
                .putInt(0, slot)
                .putInt(VmLayout.REGION_FLAGS, flags)
                .putLong(VmLayout.REGION_GUEST_ADDRESS, guestAddress)
                .putLong(VmLayout.REGION_MEMORY_SIZE, size)
                .putLong(VmLayout.REGION_HOST_ADDRESS, hostAddress);
        call(Request.KVM_SET_USER_MEMORY_REGION, argument);
    }

    /**
     * Takes the log of a slot with {@link #LOG_DIRTY_PAGES}, which starts afresh.
     *
     * @param pages how many pages the slot has
     * @return one bit a page, in whole 64-bit words of the machine's byte order
     */
    public NativeMemory dirtyLog(int slot, long pages) {
        NativeMemory bitmap = NativeMemory.allocate(Math.toIntExact((pages + 63) / 64 * Long.BYTES));
        NativeMemory argument = NativeMemory.allocate(VmLayout.DIRTY_LOG_SIZE);
        argument.buffer().putInt(0, slot).putLong(VmLayout.DIRTY_LOG_BITMAP, bitmap.address());
        try {
            call(Request.KVM_GET_DIRTY_LOG, argument);
            return bitmap;
        } finally {
            Reference.reachabilityFence(bitmap);
        }
    }

    /**
     * Gives APIC ids all of their 32 bits, in local APICs' states and in messages, whose address then has an id's upper bits
     * in its upper half (KVM_CAP_X2APIC_API); and id 255 is one id among others in x2APIC mode. Before {@link
     * #createIrqchip}; where {@link Capability#X2APIC_API} is.
     */
    public void useLongApicIds() {
        NativeMemory argument = NativeMemory.allocate(VmLayout.ENABLE_CAP_SIZE);
        argument.buffer()
                .putInt(0, Capability.X2APIC_API.number())
                .putLong(VmLayout.ENABLE_CAP_ARGUMENTS, X2APIC_LONG_IDS | X2APIC_NO_BROADCAST_QUIRK);
        call(Request.KVM_ENABLE_CAP, argument);
    }

    /** Creates both PICs, the IO-APIC, and a local APIC for each vCPU to come. */
    public void createIrqchip() {
        call(Request.KVM_CREATE_IRQCHIP, 0);
        hasIrqchip = true;
    }

    /** Whether {@link #createIrqchip} was called. */
    public boolean hasIrqchip() {
        return hasIrqchip;
    }

    /** Creates the interval timer, with a port 61h that makes no sound. */
    public void createPit() {
        NativeMemory argument = NativeMemory.allocate(VmLayout.PIT_CONFIG_SIZE);
        argument.buffer().putInt(0, PIT_SPEAKER_DUMMY);
        call(Request.KVM_CREATE_PIT2, argument);
    }

    /**
     * Creates a vCPU.
     *
     * @param id its number, and that of its local APIC
     */
    public KvmVcpu createVcpu(int id) {
        return new KvmVcpu(this, Fd.own(call(Request.KVM_CREATE_VCPU, id), "kvm-vcpu" + id), id, runSize, msrIndices);
    }

    /** Replaces the whole interrupt routing table. */
    public void setGsiRouting(List<GsiRoute> routes) {
        call(Request.KVM_SET_GSI_ROUTING, RoutingLayout.write(routes));
    }

    /** Drives an interrupt line (struct kvm_irq_level). */
    public void irqLine(int gsi, boolean high) {
        synchronized (levelArgument) {
            levelArgument.buffer().putInt(0, gsi).putInt(VmLayout.LEVEL_LEVEL, high ? 1 : 0);
            call(Request.KVM_IRQ_LINE, levelArgument);
        }
    }

    /**
     * Delivers a message to local APICs (struct kvm_msi).
     *
     * @return whether one took it; a guest may have masked it
     */
    public boolean signalMsi(long address, int data) {
        synchronized (msiArgument) {
            msiArgument.buffer().putLong(0, address).putInt(VmLayout.MSI_DATA, data);
            return call(Request.KVM_SIGNAL_MSI, msiArgument) > 0;
        }
    }

    /** Lets an eventfd raise an interrupt, or no longer (struct kvm_irqfd). */
    public void irqfd(EventFd event, int gsi, boolean assign) {
        NativeMemory argument = NativeMemory.allocate(VmLayout.IRQFD_SIZE);
        argument.buffer()
                .putInt(0, event.fd().number())
                .putInt(VmLayout.IRQFD_GSI, gsi)
                .putInt(VmLayout.IRQFD_FLAGS, assign ? 0 : IRQFD_DEASSIGN);
        call(Request.KVM_IRQFD, argument);
    }

    /**
     * Lets a guest's write signal an eventfd, or no longer (struct kvm_ioeventfd).
     *
     * @param port whether {@code address} is a port
     * @param size 1, 2, 4, 8, or 0 for any
     * @param value only a write of this value; empty for any
     */
    public void ioeventfd(EventFd event, boolean port, long address, int size, OptionalLong value, boolean assign) {
        int flags = (port ? IOEVENTFD_PIO : 0)
                | (value.isPresent() ? IOEVENTFD_DATAMATCH : 0)
                | (assign ? 0 : IOEVENTFD_DEASSIGN);
        NativeMemory argument = NativeMemory.allocate(VmLayout.IOEVENTFD_SIZE);
        argument.buffer()
                .putLong(0, value.orElse(0))
                .putLong(VmLayout.IOEVENTFD_ADDRESS, address)
                .putInt(VmLayout.IOEVENTFD_LENGTH, size)
                .putInt(VmLayout.IOEVENTFD_FD, event.fd().number())
                .putInt(VmLayout.IOEVENTFD_FLAGS, flags);
        call(Request.KVM_IOEVENTFD, argument);
    }

    Bytes irqchip(Irqchip chip) {
        NativeMemory argument = NativeMemory.allocate(VmLayout.IRQCHIP_SIZE);
        argument.buffer().putInt(0, chip.number());
        call(Request.KVM_GET_IRQCHIP, argument);
        byte[] content = new byte[IRQCHIP_STATE];
        argument.buffer().get(VmLayout.IRQCHIP_CHIP, content);
        return Bytes.of(content);
    }

    void setIrqchip(Irqchip chip, Bytes content) {
        NativeMemory argument = NativeMemory.allocate(VmLayout.IRQCHIP_SIZE);
        argument.buffer().putInt(0, chip.number());
        argument.buffer().put(VmLayout.IRQCHIP_CHIP, content.toArray(), 0, IRQCHIP_STATE);
        call(Request.KVM_SET_IRQCHIP, argument);
    }

    Bytes pit() {
        NativeMemory argument = NativeMemory.allocate(VmLayout.PIT_STATE_SIZE);
        call(Request.KVM_GET_PIT2, argument);
        return Structure.bytes(argument);
    }

    void setPit(Bytes content) {
        call(Request.KVM_SET_PIT2, Structure.memory(content, VmLayout.PIT_STATE_SIZE));
    }

    ClockState clock() {
        NativeMemory argument = NativeMemory.allocate(VmLayout.CLOCK_SIZE);
        call(Request.KVM_GET_CLOCK, argument);
        return new ClockState(
                argument.buffer().getLong(0),
                argument.buffer().getInt(VmLayout.CLOCK_FLAGS),
                argument.buffer().getLong(VmLayout.CLOCK_REALTIME),
                argument.buffer().getLong(VmLayout.CLOCK_HOST_TSC));
    }

    void setClock(ClockState state) {
        NativeMemory argument = NativeMemory.allocate(VmLayout.CLOCK_SIZE);
        argument.buffer()
                .putLong(0, state.nanos())
                .putInt(VmLayout.CLOCK_FLAGS, state.flags())
                .putLong(VmLayout.CLOCK_REALTIME, state.realtime())
                .putLong(VmLayout.CLOCK_HOST_TSC, state.hostTsc());
        call(Request.KVM_SET_CLOCK, argument);
    }

    private int call(Request request, long argument) {
        return Ioctl.call(fd, request.name(), request.number(), argument);
    }

    private int call(Request request, NativeMemory argument) {
        return Ioctl.call(fd, request.name(), request.number(), argument);
    }

    @Override
    public void close() {
        fd.close();
    }
}
