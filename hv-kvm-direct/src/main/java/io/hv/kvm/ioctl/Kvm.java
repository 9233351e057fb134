package io.hv.kvm.ioctl;

import io.hv.nativeaccess.Errno;
import io.hv.nativeaccess.Fd;
import io.hv.nativeaccess.Ioctl;
import io.hv.nativeaccess.NativeException;
import io.hv.nativeaccess.NativeMemory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code /dev/kvm}: what this host's KVM is able to do, and where machines come from. Safe for any thread. */
public final class Kvm implements AutoCloseable {

    /** Where the device node is. */
    public static final Path DEVICE = Path.of("/dev/kvm");

    private static final int API_VERSION = 12;
    private static final int MOST_CPUID_ENTRIES = 4096;

    private final Fd fd;
    private final int runSize;
    private final List<Integer> msrIndices;
    private final List<CpuidEntry> supportedCpuid;

    private Kvm(Fd fd) {
        this.fd = fd;
        int version = call(Request.KVM_GET_API_VERSION, 0);
        if (version != API_VERSION) {
            throw new IllegalStateException(
                    DEVICE + " speaks version " + version + " of its interface; only " + API_VERSION + " is known");
        }
        this.runSize = call(Request.KVM_GET_VCPU_MMAP_SIZE, 0);
        this.msrIndices = readMsrIndices();
        this.supportedCpuid = readSupportedCpuid();
    }

    /**
     * Opens the device.
     *
     * @throws NativeException ENOENT if there is none, EACCES if this user may not open it
     * @throws IllegalStateException if it speaks another version of its interface
     * @throws UnsupportedOperationException off Linux
     */
    public static Kvm open() {
        return open(DEVICE);
    }

    /** Opens another device node. */
    public static Kvm open(Path device) {
        Fd fd = Fd.open(device);
        try {
            return new Kvm(fd);
        } catch (RuntimeException e) {
            fd.close();
            throw e;
        }
    }

    /** What it answers about a capability: 0 for no, a positive number for yes or for how many. */
    public int check(Capability capability) {
        return call(Request.KVM_CHECK_EXTENSION, capability.number());
    }

    /** How many vCPUs a machine may have. */
    public int maxVcpus() {
        return Math.max(check(Capability.MAX_VCPUS), check(Capability.NR_VCPUS));
    }

    /** What CPUID can be made to answer on this host, for a vCPU that nothing has been decided about. */
    public List<CpuidEntry> supportedCpuid() {
        return supportedCpuid;
    }

    /** Once: inside a virtual machine, where each CPUID is an exit, the kernel takes half a millisecond for the answer. */
    private List<CpuidEntry> readSupportedCpuid() {
        for (int room = 128; ; room *= 2) {
            NativeMemory memory = CpuidLayout.room(room);
            try {
                Ioctl.call(fd, "KVM_GET_SUPPORTED_CPUID", Request.KVM_GET_SUPPORTED_CPUID.number(), memory);
                return CpuidLayout.read(memory.buffer());
            } catch (NativeException e) {
                if (e.errno() != Errno.E2BIG || room >= MOST_CPUID_ENTRIES) {
                    throw e;
                }
            }
        }
    }

    /** The model-specific registers that are a vCPU's state. */
    public List<Integer> msrIndices() {
        return msrIndices;
    }

    private List<Integer> readMsrIndices() {
        NativeMemory count = NativeMemory.allocate(Integer.BYTES);
        try {
            Ioctl.call(fd, "KVM_GET_MSR_INDEX_LIST", Request.KVM_GET_MSR_INDEX_LIST.number(), count);
        } catch (NativeException e) {
            // An empty list is too short, and the kernel says how long it must be.
            if (e.errno() != Errno.E2BIG) {
                throw e;
            }
        }
        int size = count.buffer().getInt(0);
        NativeMemory list = NativeMemory.allocate(Integer.BYTES + size * Integer.BYTES);
        list.buffer().putInt(0, size);
        Ioctl.call(fd, "KVM_GET_MSR_INDEX_LIST", Request.KVM_GET_MSR_INDEX_LIST.number(), list);
        List<Integer> indices = new ArrayList<>(size);
        for (int i = 0; i < list.buffer().getInt(0); i++) {
            indices.add(list.buffer().getInt(Integer.BYTES + i * Integer.BYTES));
        }
        return List.copyOf(indices);
    }

    /**
     * Creates a machine with nothing in it.
     *
     * @throws NativeException if the kernel refuses
     */
    public KvmVm createVm() {
        // KVM_CREATE_VM answers EINTR when a signal comes while it sets up, and wants to be asked again.
        int vm;
        do {
            vm = Ioctl.attempt(fd, Request.KVM_CREATE_VM.number(), 0);
        } while (vm == -Errno.EINTR);
        if (vm < 0) {
            throw new NativeException("ioctl(KVM_CREATE_VM)", -vm);
        }
        return new KvmVm(Fd.own(vm, "kvm-vm"), runSize, msrIndices);
    }

    private int call(Request request, long argument) {
        return Ioctl.call(fd, request.name(), request.number(), argument);
    }

    /** Closes the device; machines that it created go on. */
    @Override
    public void close() {
        fd.close();
    }
}
