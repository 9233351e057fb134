package io.hv.kvm.backend;

import io.hv.NotFoundException;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.Vsock;
import io.hv.kvm.machine.VirtualMachine;
import io.hv.kvm.virtio.vsock.HostSide;
import io.hv.kvm.virtio.vsock.VirtioSocket;
import java.util.Optional;

/** The socket device of one run of a domain, if it has one, and its host's side. Safe for any thread. */
final class KvmSockets {

    private final String domain;
    private final Optional<VirtioSocket> device;
    private final Optional<HostSide> host;

    KvmSockets(String domain, KvmOptions options) {
        this.domain = domain;
        this.device = options.vsock().isPresent()
                ? Optional.of(new VirtioSocket("vsock0", options.vsock().getAsLong()))
                : Optional.empty();
        this.host = device.map(virtio -> new HostSide(virtio, "hv/" + domain + "/vsock"));
    }

    Optional<VirtioSocket> device() {
        return device;
    }

    /** The machine is made: from now on its threads are woken. */
    void connect(VirtualMachine machine) {
        device.ifPresent(virtio -> virtio.enterBy(machine::tell));
    }

    Vsock vsock() {
        return host.orElseThrow(() -> new NotFoundException(
                "'" + domain + "' has no socket device", "add one by KvmOptions.vsock, and start the domain anew"));
    }

    /** The run is over. */
    void end() {
        host.ifPresent(HostSide::close);
    }
}
