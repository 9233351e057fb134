package io.hv.kvm.board;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.boot.acpi.AcpiMachine;
import io.hv.kvm.boot.acpi.GuestTables;
import io.hv.kvm.bus.ByteSource;
import io.hv.kvm.bus.Bytes;
import io.hv.kvm.bus.IoBus;
import io.hv.kvm.bus.ManualClock;
import io.hv.kvm.bus.ManualLoop;
import io.hv.kvm.bus.TestLine;
import io.hv.kvm.bus.TestMachine;
import io.hv.kvm.device.acpi.GenerationId;
import io.hv.kvm.memory.GuestMemory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A guest that knows nothing but the tables finds on the board what they tell. */
class AcpiBoardTest {

    private static final int SLEEP_ENABLE = 1 << 13;
    private static final int POWER_BUTTON = 1 << 8;

    private final GuestTables tables = GuestTables.of(AcpiMachine.of(2).withPanicDevice(true));
    private final ByteBuffer fadt = tables.table("FACP");
    private final Map<Integer, TestLine> lines = new TreeMap<>();
    private final TestMachine machine = new TestMachine();
    private final ManualClock clock = new ManualClock();
    private final IoBus bus = new IoBus((device, fault) -> {
        throw new AssertionError(device.name(), fault);
    });
    private final MicroBoard board;

    AcpiBoardTest() {
        Wiring wiring = new Wiring(
                number -> lines.computeIfAbsent(number, each -> new TestLine()),
                clock,
                clock,
                new ManualLoop(clock),
                machine,
                () -> ByteSource.NOTHING,
                value -> {},
                value -> {},
                1 << 22,
                0);
        board = new MicroBoard(wiring, false);
        board.attach(bus);
    }

    @Test
    void softOffPowersOff() {
        String dsdt = HexFormat.of().formatHex(tables.bytes("DSDT"));
        int at = dsdt.indexOf("5f53355f" + "120804" + "0a");
        int type = Integer.parseInt(dsdt, at + 16, at + 18, 16);
        bus.writePort(fadt.getInt(64), 2, type << 10 | SLEEP_ENABLE);
        assertEquals(List.of("power off"), machine.drain());
    }

    @Test
    void theResetRegisterResets() {
        bus.writePort((int) fadt.getLong(120), 1, fadt.get(128));
        assertEquals(List.of("reset by reset"), machine.drain());
    }

    @Test
    void thePowerButtonRaisesTheSci() {
        assertEquals(1, bus.readPort(fadt.getInt(64), 2) & 1, "in ACPI mode from the start");
        bus.writePort(fadt.getInt(56) + 2, 2, POWER_BUTTON);
        TestLine sci = line(fadt.getShort(46));
        assertFalse(sci.isHigh());
        board.pressPowerButton();
        assertTrue(sci.isHigh());
        assertEquals(POWER_BUTTON, bus.readPort(fadt.getInt(56), 2));
    }

    @Test
    void theTimerCounts() {
        clock.set(1_000_000_000L);
        assertEquals(3_579_545, bus.readPort(fadt.getInt(76), 4));
        clock.set(1L << 43);
        assertTrue(Integer.toUnsignedLong(bus.readPort(fadt.getInt(76), 4)) >= 1 << 24, "32 bits");
    }

    @Test
    void generalPurposeEventsAreThere() {
        bus.writePort(fadt.getInt(80) + fadt.get(92) / 2, 1, 0x5a);
        assertEquals(0x5a, bus.readPort(fadt.getInt(80) + fadt.get(92) / 2, 1));
    }

    @Test
    void anotherGenerationIsWhereTheTableSaysAndItsEventIsRaised() {
        String dsdt = HexFormat.of().formatHex(tables.bytes("DSDT"));
        // Name (ADDR, Package (2) { 0x000e0000, Zero }), and the method of event 5.
        assertTrue(dsdt.contains("08" + "41444452" + "12" + "08" + "02" + "0c00000e00" + "00"), dsdt);
        assertTrue(dsdt.contains(HexFormat.of().formatHex("_E05".getBytes(StandardCharsets.US_ASCII))), dsdt);
        GuestMemory memory = GuestMemory.onHeap(1 << 20);
        GenerationId generation = board.generation(memory, 0xe0000, Bytes.of(new byte[16]));
        int enable = fadt.getInt(80) + fadt.get(92) / 2;
        bus.writePort(enable, 1, 1 << 5);
        TestLine sci = line(fadt.getShort(46));
        assertFalse(sci.isHigh());
        byte[] other = "another machine.".getBytes(StandardCharsets.US_ASCII);
        generation.renew(Bytes.of(other));
        assertArrayEquals(other, memory.read(0xe0000, 16));
        assertTrue(sci.isHigh());
        assertEquals(1 << 5, bus.readPort(fadt.getInt(80), 1));
        memory.fill(0xe0000, 16, (byte) 0);
        board.reset();
        assertArrayEquals(other, memory.read(0xe0000, 16), "a reset keeps it, whatever the guest has written there");
    }

    @Test
    void theCenturyIsWhereTheTableSays() {
        bus.writePort(Ports.RTC, 1, fadt.get(108));
        assertEquals(0x20, bus.readPort(Ports.RTC + 1, 1));
    }

    @Test
    void theDevicesAreWhereTheBoardHasThem() {
        String dsdt = HexFormat.of().formatHex(tables.bytes("DSDT"));
        for (String resources : List.of(
                ports(Ports.SERIAL, 8) + irq(Irqs.SERIAL),
                ports(Ports.RTC, 2) + irq(Irqs.RTC),
                ports(Ports.I8042, 1) + ports(Ports.I8042 + 4, 1) + irq(Irqs.KEYBOARD),
                ports(Ports.PVPANIC, 1))) {
            assertTrue(dsdt.contains(resources), resources);
        }
    }

    private static String ports(int first, int count) {
        String port = String.format("%02x%02x", first & 0xff, first >> 8);
        return "4701" + port + port + String.format("01%02x", count);
    }

    private static String irq(int line) {
        return String.format("22%02x%02x", 1 << line & 0xff, 1 << line >> 8);
    }

    private TestLine line(int number) {
        assertTrue(lines.containsKey(number), () -> number + " is not wired");
        return lines.getOrDefault(number, new TestLine());
    }
}
