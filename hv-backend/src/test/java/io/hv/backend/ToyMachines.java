package io.hv.backend;

import io.hv.DomainSpec;
import io.hv.Feature;
import io.hv.SpecFault;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Machines that do nothing, on a host whose definitions are kept. */
final class ToyMachines implements MachineFactory {

    @Override
    public FeatureTable features() {
        return FeatureTable.of(
                "toy",
                Set.of(
                        Feature.DEFINE,
                        Feature.EDIT,
                        Feature.DOCUMENTS,
                        Feature.DEFINITIONS_PERSIST,
                        Feature.TRANSIENT,
                        Feature.SMP,
                        Feature.EVENTS));
    }

    /** It can have four vCPUs at most. */
    @Override
    public List<SpecFault> check(DomainSpec spec) {
        return spec.vcpus() <= 4
                ? List.of()
                : List.of(SpecFault.of("vcpus", Integer.toString(spec.vcpus()), "too many", "ask for fewer"));
    }

    @Override
    public Map<String, String> optionTexts(DomainSpec spec) {
        return Map.of();
    }

    @Override
    public Machine create(DomainSpec spec, UUID uuid, ConsoleBuffer console, MachineListener listener) {
        return new Machine() {
            @Override
            public void resume() {}

            @Override
            public void suspend() {}

            @Override
            public void reset() {}

            @Override
            public void requestShutdown() {}

            @Override
            public void close() {}
        };
    }

    @Override
    public void close() {}
}
