package io.hv.xml.domain;

import io.hv.ByteSize;
import io.hv.xml.value.CpuSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where the attributes of a {@code <cell>} say what a node of the guest has. */
final class NumaCellValue extends KindValue<NumaCell> {

    private static final Kinds KINDS = new Kinds(Set.of("@memory", "@unit", "@cpus"), Map.of());

    private final NumaCellElement cell;

    NumaCellValue(Place place) {
        super(place, KINDS);
        this.cell = new NumaCellElement(place);
    }

    @Override
    @Nullable
    NumaCell read() {
        ByteSize memory = cell.memory().read();
        CpuSet cpus = cell.cpus().read();
        if (memory == null && cpus != null) {
            throw wrong("there are processors, and no memory");
        }
        return memory == null ? null : new NumaCell(memory, cpus);
    }

    @Override
    void write(NumaCell wanted) {
        CpuSet cpus = wanted.cpus();
        if (cpus == null) {
            cell.cpus().clear();
        } else {
            cell.cpus().set(cpus); // refuses an empty set before anything is written
        }
        cell.memory().set(wanted.memory());
    }
}
