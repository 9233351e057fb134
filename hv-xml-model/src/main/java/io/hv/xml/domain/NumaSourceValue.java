package io.hv.xml.domain;

import io.hv.xml.value.CpuSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where the {@code placement} and the {@code nodeset} of {@code <numatune>} say where memory comes from. */
final class NumaSourceValue extends KindValue<NumaSource> {

    private static final Kinds KINDS = new Kinds(
            Set.of("@mode", "@placement"),
            Map.of("static", Set.of("@nodeset"), "auto", Set.of()),
            Map.of("@mode", Form.WORD, "@placement", Form.WORD, "@nodeset", Form.CPUS));

    NumaSourceValue(Place memory) {
        super(memory, KINDS);
    }

    /** Without nodes and without a word about them libvirt asks numad if it does so for the processors, or refuses it. */
    @Override
    @Nullable
    NumaSource read() {
        NumaTuneElement.Memory memory = new NumaTuneElement.Memory(place);
        NumaMode mode = memory.mode().read();
        Placement placement = memory.placement().read();
        CpuSet nodes = memory.nodeset().read();
        if (mode == null && placement == null && nodes == null) {
            return null;
        }
        if (placement == Placement.AUTO && nodes != null) {
            throw wrong("the placement is automatic, and there are nodes");
        }
        if (placement != Placement.AUTO && nodes == null && (placement != null || !isAskedForProcessors())) {
            throw wrong("there are no nodes, and numad is not asked for some");
        }
        NumaMode known = mode == null ? NumaMode.STRICT : mode;
        return nodes == null ? new NumaSource.Automatic(known) : new NumaSource.Nodes(known, nodes);
    }

    @Override
    void write(NumaSource from) {
        Map<String, @Nullable String> wanted = new LinkedHashMap<>();
        if (from instanceof NumaSource.Nodes nodes) {
            wanted.put("@mode", mode(nodes.mode()));
            wanted.put("@nodeset", Form.CPUS.format(nodes.nodes()));
            // Static is what there is with nodes.
            wanted.put("@placement", usual("placement", Placement.STATIC));
            become("static", wanted);
        } else {
            wanted.put("@mode", mode(((NumaSource.Automatic) from).mode()));
            boolean already = attributes.text("mode") != null
                    && attributes.text("placement") == null
                    && attributes.text("nodeset") == null
                    && isAskedForProcessors();
            wanted.put("@placement", already ? null : Placement.AUTO.word());
            become("auto", wanted);
        }
    }

    /** Where numad is asked on which processors a domain runs, it is asked for its memory too. */
    private boolean isAskedForProcessors() {
        return place instanceof ChildPlace memory
                && memory.around() instanceof ChildPlace tune
                && new VcpuElement(tune.around().child("vcpu")).placement().read() == Placement.AUTO;
    }

    private @Nullable String mode(NumaMode mode) {
        return mode == NumaMode.STRICT ? usual("mode", mode) : mode.word();
    }
}
