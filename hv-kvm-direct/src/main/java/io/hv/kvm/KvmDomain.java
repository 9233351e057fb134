package io.hv.kvm;

import io.hv.Console;
import io.hv.DiskLimits;
import io.hv.Job;
import io.hv.MacAddress;
import io.hv.kvm.net.PortForward;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The direct KVM backend's view of a domain, from {@code domain.as(KvmDomain.class)}. It tells of the present run, or of
 * the last one where the domain is not active. Safe for any thread.
 */
public interface KvmDomain {

    /**
     * The status with which the guest ended itself by a write to the isa-debug-exit port 0xf4: twice the value, plus one.
     * Empty where it has not.
     */
    OptionalInt debugExit();

    /** The last value that the guest wrote to the POST port 0x80; 0 where it has not. */
    int postCode();

    /**
     * How often the vCPUs have left the guest for the monitor, by the name of the reason as in {@code linux/kvm.h}
     * without {@code KVM_EXIT_}, for example {@code IO}. Reasons that did not occur are absent.
     */
    Map<String, Long> exits();

    /**
     * The virtio devices, disks among them, in the order in which the guest finds them, and what each has done. Empty before
     * the first run.
     */
    List<DeviceStatistics> devices();

    /**
     * What the guest wrote to the debug console, port 0xe9, as UTF-8; the last 64 KiB of it. Empty where it wrote nothing.
     */
    String debugOutput();

    /**
     * A port of the virtio console, by the name that {@link KvmOptions#port(String)} gave it: what the guest's programs
     * write there is its output, what is sent is their input. Both are UTF-8 for a session. The guest never waits for a
     * reader: 256 KiB of its output are kept, and 4 KiB of input wait until a program of the guest has the port open.
     *
     * @throws io.hv.NotFoundException if there is no such port
     * @throws io.hv.InvalidStateException if the domain was never started
     */
    Console port(String name);

    /**
     * The memory balloon.
     *
     * @throws io.hv.NotFoundException if there is none: {@link KvmOptions#balloon(boolean)}
     * @throws io.hv.InvalidStateException if the domain was never started
     */
    Balloon balloon();

    /**
     * Sockets between this program and the guest, where {@link KvmOptions#vsock(long)} gave it the device for them. Of the
     * present run: a later one has its own.
     *
     * @throws io.hv.NotFoundException if there is no such device
     * @throws io.hv.InvalidStateException if the domain was never started
     */
    Vsock vsock();

    /**
     * The ports of the host that lead to the guest, in the order of {@link KvmOptions#forward}, each with the port that it
     * has: where a free one was asked for this tells which. Empty while the domain is not active, and once passt has ended.
     */
    List<PortForward> forwards();

    /**
     * Gives a live clone network addresses of its own: each of its cards on a network is unplugged, as {@link io.hv.Nic#detach},
     * and another one is plugged in its place, which has an address that no other machine has and is together with the
     * others on that network. The guest's driver comes anew, so the guest has to ask for its IP addresses again; one that sets
     * up cards as they come does so by itself. Legal when the domain is active, of any machine.
     *
     * @param timeout how long the guest may take to let go of all of them
     * @return the addresses of the new cards, in the order of those before
     * @throws io.hv.OperationTimeoutException if the guest does not let go of a card in time; that one stays, and goes when
     *     the guest does let go; those before it are new
     * @throws io.hv.UnsupportedFeatureException without {@link io.hv.Feature#HOT_PLUG}
     * @throws io.hv.InvalidStateException if the domain is not active
     */
    List<MacAddress> freshAddresses(Duration timeout);

    /**
     * Which of the host's CPUs the vCPUs may run on: what {@link KvmOptions#affinity(VcpuAffinity)} said, with what has been
     * changed since.
     *
     * @throws io.hv.InvalidStateException if the domain was never started
     */
    VcpuAffinity affinity();

    /**
     * Sets which of the host's CPUs a vCPU may run on, at once and for the present run; legal when the domain is active.
     * Clones and saved machines that are made of it have the same; the definition stays as it is.
     *
     * @param vcpu from 0
     * @throws IllegalArgumentException if there is no such vCPU
     * @throws io.hv.InvalidStateException if the domain is not active
     * @throws io.hv.HostFailureException if a CPU is not there, or not one that this process may use; nothing has changed then
     */
    void affinity(int vcpu, HostCpus cpus);

    /**
     * The nice value of the vCPUs' threads: what {@link KvmOptions#nice(int)} said, or what it was changed to. Empty where
     * it is that of the thread that started them.
     *
     * @throws io.hv.InvalidStateException if the domain was never started
     */
    OptionalInt nice();

    /**
     * Sets the nice value of the vCPUs' threads, as {@link #affinity(int, HostCpus)} sets CPUs.
     *
     * @param value -20 to 19; without RLIMIT_NICE or CAP_SYS_NICE not less than it is
     * @throws IllegalArgumentException if it is another
     * @throws io.hv.InvalidStateException if the domain is not active
     * @throws io.hv.HostFailureException if this process may not set it
     */
    void nice(int value);

    /**
     * Sets how much a disk may do in a second, from the next request on and for the present run; legal when the domain is
     * active. Clones and saved machines that are made of it have the same; the definition stays as it is.
     *
     * @param target what the domain calls the disk, for example {@code vda}
     * @throws io.hv.NotFoundException if there is no such disk
     * @throws io.hv.InvalidSpecException if a limit is less than 1
     * @throws io.hv.InvalidStateException if the domain is not active
     */
    void diskLimits(String target, DiskLimits limits);

    /**
     * Lets gdb debug the guest of the present run, until the server is closed or the run ends. The vCPUs run on until gdb
     * connects. Breakpoints use the processor's debug registers first, which works before the guest has set up its
     * memory; INT3 where these are used up, which a dump that is taken while gdb lets the guest run then shows.
     *
     * @param address where to listen: a TCP socket, with port 0 for any, which should be one of the loopback interface's,
     *     since whoever reaches it owns the guest; or a Unix domain socket
     * @throws io.hv.InvalidStateException if the domain is not active, or listens for gdb already
     * @throws io.hv.HostFailureException if it cannot listen there
     */
    GdbServer gdb(SocketAddress address);

    /** As {@link #gdb(SocketAddress)}, on any free port of the loopback interface. */
    default GdbServer gdb() {
        return gdb(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /**
     * Writes the guest's memory and registers to a file, for gdb and crash: an ELF core of the kind that QEMU writes, whose
     * segments are the regions of RAM by physical address. Pages of zeros are holes. A running guest stands still
     * meanwhile, as {@link io.hv.StateReason#DUMPING}; legal when the domain is active. The file appears when it is
     * complete, in the place of another of its name, readable by its owner only; a dump that fails or is cancelled leaves
     * nothing behind.
     *
     * @return a job that ends with the file
     * @throws io.hv.InvalidStateException if the domain is not active: a machine that has crashed is gone
     */
    Job<Path> dump(Path file);
}
