package io.hv.xml.domain;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a processor's {@code mode} and {@code <model>} say how it is chosen. */
final class CpuChoiceValue extends KindValue<CpuChoice> {

    private static final Kinds KINDS = new Kinds(
            Set.of("@mode"),
            Map.of(
                    "host-passthrough", Set.of("@migratable"),
                    "host-model", Set.of("model/@fallback", "model/@vendor_id"),
                    "maximum", Set.of("@migratable"),
                    "custom", Set.of("@match", "model/text()", "model/@fallback", "model/@vendor_id", "vendor")),
            Map.of("@mode", Form.WORD, "@match", Form.WORD, "@migratable", Form.WORD, "model/text()", Form.WORD));

    CpuChoiceValue(Place cpu) {
        super(cpu, KINDS);
    }

    @Override
    @Nullable
    CpuChoice read() {
        CpuElement cpu = new CpuElement(place);
        CpuElement.Mode mode = cpu.mode().read();
        String model = cpu.model().value().read();
        if (mode == null && (model == null || model.isBlank())) {
            return null;
        }
        return switch (mode == null ? CpuElement.Mode.CUSTOM : mode) {
            case HOST_PASSTHROUGH ->
                new CpuChoice.HostPassthrough(cpu.migratable().read());
            case HOST_MODEL -> new CpuChoice.HostModel();
            case MAXIMUM -> new CpuChoice.Maximum(cpu.migratable().read());
            case CUSTOM -> {
                if (model == null || model.isBlank()) {
                    throw wrong("there is no model");
                }
                yield new CpuChoice.Custom(model.strip(), cpu.match().or(CpuElement.Match.EXACT));
            }
        };
    }

    @Override
    void write(CpuChoice choice) {
        Map<String, @Nullable String> wanted = new LinkedHashMap<>();
        CpuElement.Mode mode;
        if (choice instanceof CpuChoice.HostPassthrough host) {
            mode = CpuElement.Mode.HOST_PASSTHROUGH;
            wanted.put("@migratable", format(host.migratable()));
        } else if (choice instanceof CpuChoice.HostModel) {
            mode = CpuElement.Mode.HOST_MODEL;
        } else if (choice instanceof CpuChoice.Maximum maximum) {
            mode = CpuElement.Mode.MAXIMUM;
            wanted.put("@migratable", format(maximum.migratable()));
        } else {
            mode = CpuElement.Mode.CUSTOM;
            CpuChoice.Custom custom = (CpuChoice.Custom) choice;
            if (custom.model().isBlank()
                    || !custom.model().equals(custom.model().strip())) {
                throw new IllegalArgumentException("the name of a model is wanted, not '" + custom.model() + "'");
            }
            wanted.put("model/text()", Form.checked(custom.model()));
            boolean exact = custom.match() == CpuElement.Match.EXACT;
            wanted.put(
                    "@match",
                    exact ? usual("match", custom.match()) : custom.match().word());
        }
        boolean already = mode == CpuElement.Mode.CUSTOM && attributes.text("mode") == null && hasModel();
        if (!already) {
            wanted.put("@mode", mode.word());
        }
        become(mode.word(), wanted);
    }

    /** With a model and without a mode it is that model already. */
    private boolean hasModel() {
        return new CpuElement(place).model().value().get().isPresent();
    }

    private static @Nullable String format(@Nullable Boolean migratable) {
        return migratable == null ? null : Form.ON_OFF.format(migratable);
    }
}
