package io.hv.mem;

import io.hv.ByteSize;
import io.hv.CrashReport;
import io.hv.Domain;
import io.hv.InvalidStateException;
import io.hv.backend.Machine;
import java.util.Optional;
import java.util.function.Supplier;

/** A domain from its guest's side, in whatever run it is when it is asked. */
final class MemView implements MemDomain {

    private final Domain domain;
    private final Supplier<Optional<Machine>> machine;

    MemView(Domain domain, Supplier<Optional<Machine>> machine) {
        this.domain = domain;
        this.machine = machine;
    }

    private MemMachine guest() {
        return machine.get()
                .map(MemMachine.class::cast)
                .orElseThrow(() -> new InvalidStateException(
                        "the domain '" + domain.name() + "' has never run", "start it first"));
    }

    @Override
    public void print(String text) {
        guest().print(text);
    }

    @Override
    public String typed() {
        return machine.get().map(MemMachine.class::cast).map(MemMachine::typed).orElse("");
    }

    @Override
    public void mark(int value) {
        guest().mark(value);
    }

    @Override
    public void crash(CrashReport report) {
        guest().crash(report);
    }

    @Override
    public void shutDown() {
        guest().shutDown();
    }

    @Override
    public void obeyShutdown(boolean obey) {
        guest().obeyShutdown(obey);
    }

    @Override
    public void breakRule(String device, String rule) {
        guest().breakRule(device, rule);
    }

    @Override
    public void readDisk(String target, ByteSize bytes) {
        guest().readDisk(target, bytes);
    }

    @Override
    public void writeDisk(String target, ByteSize bytes) {
        guest().writeDisk(target, bytes);
    }
}
