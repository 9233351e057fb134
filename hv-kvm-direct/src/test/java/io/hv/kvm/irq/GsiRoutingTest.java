package io.hv.kvm.irq;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.bus.IrqLine;
import io.hv.kvm.ioctl.GsiRoute;
import io.hv.kvm.ioctl.Irqchip;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GsiRoutingTest {

    private final List<List<GsiRoute>> tables = new ArrayList<>();
    private boolean refuse;
    private final GsiRouting routing = new GsiRouting(table -> {
        if (refuse) {
            throw new IllegalStateException("refused");
        }
        tables.add(table);
    });

    @Test
    void isaInterruptsReachBothControllersAtTheSameNumber() {
        assertTrue(tables.isEmpty(), "the kernel begins with the same table");
        List<GsiRoute> table = routing.table();
        assertEquals(15 + 24, table.size());
        assertTrue(table.contains(new GsiRoute.Pin(0, Irqchip.PIC_MASTER, 0)));
        assertTrue(table.contains(new GsiRoute.Pin(0, Irqchip.IO_APIC, 0)));
        assertTrue(table.contains(new GsiRoute.Pin(8, Irqchip.PIC_SLAVE, 0)));
        assertTrue(table.contains(new GsiRoute.Pin(15, Irqchip.PIC_SLAVE, 7)));
        assertTrue(table.contains(new GsiRoute.Pin(23, Irqchip.IO_APIC, 23)));
        assertFalse(table.contains(new GsiRoute.Pin(2, Irqchip.PIC_MASTER, 2)));
    }

    @Test
    void everyChangeOfAMessageIsAWholeTable() {
        int first = routing.add(0xfee0_0000L, 0x41);
        int second = routing.add(0xfee0_1000L, 0x42);
        assertEquals(GsiRouting.PINS, first);
        assertEquals(GsiRouting.PINS + 1, second);
        routing.update(first, 0xfee0_2000L, 0x43);
        routing.update(first, 0xfee0_2000L, 0x43);
        assertEquals(3, tables.size());
        List<GsiRoute> table = tables.get(2);
        assertEquals(15 + 24 + 2, table.size());
        assertTrue(table.contains(new GsiRoute.Msi(first, 0xfee0_2000L, 0x43)));
        assertTrue(table.contains(new GsiRoute.Msi(second, 0xfee0_1000L, 0x42)));
        routing.release(first);
        routing.release(first);
        assertEquals(first, routing.add(0xfee0_3000L, 0x44));
        assertThrows(IllegalArgumentException.class, () -> routing.update(99, 0, 0));
    }

    @Test
    void aTableThatTheKernelRefusesChangesNothing() {
        int gsi = routing.add(0xfee0_0000L, 0x41);
        List<GsiRoute> before = routing.table();
        refuse = true;
        assertThrows(IllegalStateException.class, () -> routing.add(0xfee0_0000L, 0x42));
        assertThrows(IllegalStateException.class, () -> routing.update(gsi, 0xfee0_0000L, 0x43));
        assertEquals(before, routing.table());
        refuse = false;
        assertEquals(gsi + 1, routing.add(0xfee0_0000L, 0x42));
    }

    @Test
    void aWireIsHighWhileOneOfItsLinesIs() {
        List<Boolean> levels = new ArrayList<>();
        Wire wire = new Wire(levels::add);
        IrqLine one = wire.join();
        IrqLine other = wire.join();
        one.level(false);
        one.level(true);
        one.level(true);
        other.level(true);
        one.level(false);
        other.level(false);
        other.pulse();
        assertEquals(List.of(true, false, true, false), levels);
    }
}
