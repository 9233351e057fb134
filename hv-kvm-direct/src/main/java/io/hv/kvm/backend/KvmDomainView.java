package io.hv.kvm.backend;

import io.hv.Console;
import io.hv.DiskLimits;
import io.hv.Domain;
import io.hv.InvalidStateException;
import io.hv.Job;
import io.hv.MacAddress;
import io.hv.backend.Machine;
import io.hv.kvm.Balloon;
import io.hv.kvm.DeviceStatistics;
import io.hv.kvm.GdbServer;
import io.hv.kvm.HostCpus;
import io.hv.kvm.KvmDomain;
import io.hv.kvm.VcpuAffinity;
import io.hv.kvm.Vsock;
import io.hv.kvm.gdb.DebugSupport;
import io.hv.kvm.net.PortForward;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Looks at whatever machine a domain has, or had. */
final class KvmDomainView implements KvmDomain {

    private final Domain domain;
    private final Supplier<Optional<Machine>> machine;
    private final Supplier<DebugSupport> support;
    private final Executor workers;

    KvmDomainView(
            Domain domain, Supplier<Optional<Machine>> machine, Supplier<DebugSupport> support, Executor workers) {
        this.domain = domain;
        this.machine = machine;
        this.support = support;
        this.workers = workers;
    }

    private KvmMachine present() {
        return machine.get()
                .map(KvmMachine.class::cast)
                .orElseThrow(() -> new InvalidStateException("'" + domain.name() + "' was never started", "start it"));
    }

    private RunFacts facts() {
        return machine.get().map(KvmMachine.class::cast).map(KvmMachine::facts).orElseGet(RunFacts::none);
    }

    @Override
    public OptionalInt debugExit() {
        return facts().debugExit();
    }

    @Override
    public int postCode() {
        return facts().postCode();
    }

    @Override
    public Map<String, Long> exits() {
        return facts().exits();
    }

    @Override
    public List<DeviceStatistics> devices() {
        return facts().devices();
    }

    @Override
    public String debugOutput() {
        return facts().debugOutput();
    }

    @Override
    public Console port(String name) {
        return present().port(name);
    }

    @Override
    public Balloon balloon() {
        return present().balloon();
    }

    @Override
    public Vsock vsock() {
        return present().vsock();
    }

    @Override
    public List<PortForward> forwards() {
        return machine.get()
                .map(KvmMachine.class::cast)
                .map(KvmMachine::forwards)
                .orElse(List.of());
    }

    @Override
    public List<MacAddress> freshAddresses(Duration timeout) {
        return FreshAddresses.of(domain, timeout);
    }

    @Override
    public VcpuAffinity affinity() {
        return present().options().affinity();
    }

    @Override
    public void affinity(int vcpu, HostCpus cpus) {
        present().scheduling().affinity(vcpu, cpus);
    }

    @Override
    public OptionalInt nice() {
        return present().options().nice();
    }

    @Override
    public void nice(int value) {
        present().scheduling().nice(value);
    }

    @Override
    public void diskLimits(String target, DiskLimits limits) {
        present().diskLimits(target, limits);
    }

    @Override
    public GdbServer gdb(SocketAddress address) {
        return present().debug(address, support.get());
    }

    @Override
    public Job<Path> dump(Path file) {
        return present().dump(file, workers);
    }
}
