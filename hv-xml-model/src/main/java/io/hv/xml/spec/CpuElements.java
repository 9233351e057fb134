package io.hv.xml.spec;

import io.hv.CpuSpec;
import io.hv.xml.wire.cpu.Cpu;
import io.hv.xml.wire.cpu.Feature;
import io.hv.xml.wire.cpu.Model;
import io.hv.xml.wire.domain.Domain;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The processor in a document. {@code host-model} and {@code maximum} have no word in the neutral spec. */
final class CpuElements {

    private static final String HOST = "host-passthrough";
    private static final String MODEL = "custom";
    private static final String DISABLE = "disable";

    private CpuElements() {}

    static Optional<CpuSpec> read(Domain domain) {
        return domain.first(Cpu.class).flatMap(CpuElements::read);
    }

    private static Optional<CpuSpec> read(Cpu cpu) {
        Optional<CpuSpec> base = Optional.empty();
        if (HOST.equals(cpu.mode)) {
            base = Optional.of(CpuSpec.host());
        } else if (cpu.mode == null || MODEL.equals(cpu.mode)) {
            base = Children.textOf(cpu, Model.class)
                    .map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .map(CpuSpec::model);
        }
        return base.map(each -> each.without(disabled(cpu).toArray(new String[0])));
    }

    private static Set<String> disabled(Cpu cpu) {
        return cpu.all(Feature.class).stream()
                .filter(each -> DISABLE.equals(each.policy) && each.name != null && !each.name.isBlank())
                .map(each -> String.valueOf(each.name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static void write(Change<Optional<CpuSpec>> change, Domain domain) {
        Optional<CpuSpec> wanted = change.after();
        if (!change.of(each -> each) || (change.before() == null && wanted.isEmpty())) {
            return;
        }
        Cpu cpu = Children.need(domain, Cpu.class, Cpu::new);
        if (change.before() == null && read(cpu).equals(wanted)) {
            sayDefaults(cpu, wanted.orElseThrow());
            return;
        }
        if (wanted.isEmpty()) {
            cpu.mode = null;
            cpu.match = null;
            cpu.check = null;
            cpu.migratable = null;
            Children.drop(cpu, Model.class);
            disable(cpu, Set.of());
            Children.dropIfEmpty(domain, cpu);
            return;
        }
        Optional<String> name = wanted.get().model();
        if (change.of(each -> each.flatMap(CpuSpec::model)) || change.of(Optional::isPresent)) {
            cpu.mode = name.isPresent() ? MODEL : HOST;
            cpu.match = name.isPresent() ? "exact" : null;
            cpu.check = null;
            cpu.migratable = null;
            Children.drop(cpu, Model.class);
            name.ifPresent(each -> {
                Model model = new Model();
                model.fallback = "allow";
                model.text(each);
                cpu.add(model);
            });
        }
        if (change.of(each -> each.map(CpuSpec::without))) {
            disable(cpu, wanted.get().without());
        }
    }

    /** It says so already, perhaps without what libvirt takes where nothing is said. */
    private static void sayDefaults(Cpu cpu, CpuSpec spec) {
        if (spec.model().isPresent()) {
            cpu.mode = MODEL;
            cpu.match = cpu.match == null ? "exact" : cpu.match;
            cpu.first(Model.class).filter(each -> each.fallback == null).ifPresent(each -> each.fallback = "allow");
        }
    }

    private static void disable(Cpu cpu, Set<String> features) {
        Set<String> missing = new TreeSet<>(features);
        for (Feature each : cpu.all(Feature.class)) {
            boolean wanted = each.name != null && features.contains(each.name);
            if (wanted) {
                each.policy = DISABLE;
                missing.remove(each.name);
            } else if (DISABLE.equals(each.policy)) {
                cpu.remove(each);
            }
        }
        for (String name : missing) {
            Feature feature = new Feature();
            feature.policy = DISABLE;
            feature.name = name;
            cpu.add(feature);
        }
    }
}
