package io.hv.kvm.backend;

import io.hv.backend.Machine;
import io.hv.kvm.KvmDomain;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** Looks at whatever machine a domain has, or had. */
final class KvmDomainView implements KvmDomain {

    private static final KvmMachine.Facts NOTHING = new KvmMachine.Facts(OptionalInt.empty(), 0, Map.of());

    private final Supplier<Optional<Machine>> machine;

    KvmDomainView(Supplier<Optional<Machine>> machine) {
        this.machine = machine;
    }

    private KvmMachine.Facts facts() {
        return machine.get().map(KvmMachine.class::cast).map(KvmMachine::facts).orElse(NOTHING);
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
}
