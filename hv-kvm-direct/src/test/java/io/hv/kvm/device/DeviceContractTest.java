package io.hv.kvm.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.hv.kvm.bus.Device;
import io.hv.kvm.bus.Resettable;
import io.hv.kvm.bus.Stateful;
import io.hv.kvm.snapshot.StateCodec;
import io.hv.kvm.snapshot.StateNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What every device holds to: state is complete, reset is power-on, and no guest can hurt it. */
class DeviceContractTest {

    private static final int SEEDS = 25;
    private static final int STEPS = 60;
    private static final int HOSTILE_STEPS = 30_000;

    /** No device here has registers worth more; what a guest can make it remember is bounded. */
    private static final int MAX_STATE_BYTES = 2048;

    @TestFactory
    Stream<DynamicNode> contract() {
        return DeviceRegistry.ALL.stream().map(DeviceContractTest::contractOf);
    }

    private static <D extends Device> DynamicNode contractOf(DeviceUnderTest<D> dut) {
        return dynamicContainer(
                dut.toString(),
                Stream.of(
                        dynamicTest("a copy from its saved state behaves the same", () -> sameTrace(dut)),
                        dynamicTest("the steps of this test make it do something", () -> stepsMatter(dut)),
                        dynamicTest("reset is power-on", () -> resetIsPowerOn(dut)),
                        dynamicTest("no guest can hurt it", () -> survivesHostility(dut)),
                        dynamicTest("an impossible state is refused and changes nothing", () -> refuses(dut))));
    }

    @Test
    void everyDeviceIsHeldToIt() {
        Set<String> devices = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.hv.kvm.device").stream()
                        .filter(each -> each.isAssignableTo(Device.class))
                        .filter(each ->
                                !each.isInterface() && !each.getModifiers().contains(JavaModifier.ABSTRACT))
                        .map(JavaClass::getName)
                        .collect(Collectors.toSet());
        Set<String> registered =
                DeviceRegistry.ALL.stream().map(dut -> dut.type().getName()).collect(Collectors.toSet());
        assertEquals(devices, registered);
    }

    /** Runs random steps; after each, a copy restored from the encoded state must do all the rest alike. */
    private static <D extends Device> void sameTrace(DeviceUnderTest<D> dut) {
        for (int seed = 0; seed < SEEDS; seed++) {
            List<Step> steps = steps(dut, seed);
            Rig rig = new Rig();
            D device = dut.build().apply(rig);
            List<String> trace = new ArrayList<>();
            List<Twin<D>> twins = new ArrayList<>();
            for (Step step : steps) {
                twins.add(Twin.of(dut, device, rig, trace.size()));
                trace.add(dut.perform(step, device, rig));
            }
            for (Twin<D> twin : twins) {
                List<String> expected = trace.subList(twin.start, trace.size());
                List<String> actual = steps.subList(twin.start, steps.size()).stream()
                        .map(step -> dut.perform(step, twin.device, twin.rig))
                        .toList();
                assertEquals(expected, actual, "seed " + seed + ", saved before step " + twin.start);
            }
        }
    }

    /** A copy of a device in a rig of its own, taken before a step of the original's life. */
    private record Twin<D extends Device>(D device, Rig rig, int start) {

        static <D extends Device> Twin<D> of(DeviceUnderTest<D> dut, D original, Rig rig, int start) {
            Rig outside = rig.copyOutside();
            D copy = dut.build().apply(outside);
            if (original instanceof Stateful<?> stateful) {
                Record state = stateful.save();
                byte[] encoded = StateCodec.encode(state);
                assertEquals(state, StateCodec.decode(encoded, state.getClass()));
                StateCodec.restore((Stateful<?>) copy, StateCodec.read(encoded));
                assertEquals(state, ((Stateful<?>) copy).save());
            }
            outside.observe(); // what restoring did to the lines is not part of the trace
            return new Twin<>(copy, outside, start);
        }
    }

    /** Guards the test itself: a component that never moves, or traces that are all alike, would prove nothing. */
    private static <D extends Device> void stepsMatter(DeviceUnderTest<D> dut) {
        Map<String, Set<Object>> values = new TreeMap<>();
        Set<String> seen = new HashSet<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            Rig rig = new Rig();
            D device = dut.build().apply(rig);
            for (Step step : steps(dut, seed)) {
                seen.add(dut.perform(step, device, rig));
                if (device instanceof Stateful<?> stateful) {
                    StateNode state = stateOf(stateful);
                    state.names()
                            .forEach(name -> values.computeIfAbsent(name, each -> new HashSet<>())
                                    .add(state.get(name)));
                }
            }
        }
        assertTrue(seen.size() > SEEDS, "the traces show only " + seen);
        values.forEach((name, each) -> assertTrue(each.size() > 1, name + " is always " + each));
    }

    private static <D extends Device> void resetIsPowerOn(DeviceUnderTest<D> dut) {
        if (!Resettable.class.isAssignableFrom(dut.type())) {
            assertTrue(!(device(dut) instanceof Stateful<?>), "a device with state can be reset");
            return;
        }
        for (int seed = 0; seed < SEEDS; seed++) {
            Rig rig = new Rig();
            D device = dut.build().apply(rig);
            for (Step step : steps(dut, seed)) {
                dut.perform(step, device, rig);
                assertResets(dut, Twin.of(dut, device, rig, 0), "seed " + seed + ", reset after " + step);
            }
        }
    }

    private static <D extends Device> void assertResets(DeviceUnderTest<D> dut, Twin<D> twin, String when) {
        StateNode before = stateOf(twin.device);
        ((Resettable) twin.device).reset();
        StateNode expected = stateOf(dut.build().apply(twin.rig.copyOutside()));
        for (String kept : dut.keptOverReset()) {
            expected = expected.with(kept, before.get(kept));
        }
        assertEquals(expected, stateOf(twin.device), when);
        assertTrue(twin.rig.allLinesLow(), () -> "a line is high: " + when);
        assertEquals(0, twin.rig.loop.armed(), () -> "a timer is armed: " + when);
    }

    private static <D extends Device> void survivesHostility(DeviceUnderTest<D> dut) {
        Rig rig = new Rig();
        D device = dut.build().apply(rig);
        Random random = new Random(dut.type().getName().hashCode());
        for (int i = 0; i < HOSTILE_STEPS; i++) {
            Step step = Step.hostile(random, dut.window(), dut.outside().size());
            String seen = dut.perform(step, device, rig);
            assertTrue(seen.length() < 4096, () -> "one step has too many effects: " + seen);
            assertTrue(rig.loop.armed() < 8, "timers pile up");
        }
        if (device instanceof Stateful<?> stateful) {
            int size = StateCodec.encode(stateful.save()).length;
            assertTrue(size < MAX_STATE_BYTES, "its state has grown to " + size + " bytes");
        }
    }

    private static <D extends Device> void refuses(DeviceUnderTest<D> dut) {
        if (!(device(dut) instanceof Stateful<?> fresh)) {
            return;
        }
        for (StateNode impossible :
                StateMutations.impossible(stateOf(fresh), fresh.save().getClass(), dut.unbounded())) {
            assertThrows(
                    IllegalArgumentException.class, () -> StateCodec.restore(fresh, impossible), impossible::toString);
        }
        for (int seed = 0; seed < 4; seed++) {
            Rig rig = new Rig();
            D device = dut.build().apply(rig);
            steps(dut, seed).forEach(step -> dut.perform(step, device, rig));
            for (StateNode extreme : StateMutations.extreme(stateOf(device))) {
                takesOrRefuses(dut, device, rig, extreme);
            }
        }
    }

    /** Either the state is refused and nothing has changed, or it is taken as it is and the device still works. */
    private static <D extends Device> void takesOrRefuses(DeviceUnderTest<D> dut, D device, Rig rig, StateNode state) {
        StateNode before = stateOf(device);
        rig.observe();
        String lines = rig.observe();
        try {
            StateCodec.restore((Stateful<?>) device, state);
        } catch (IllegalArgumentException e) {
            assertTrue(e.getMessage() != null && !e.getMessage().isBlank(), "a refusal says why");
            assertEquals(before, stateOf(device), () -> "refused, and changed: " + state);
            assertEquals(lines, rig.observe(), () -> "refused, and a line moved: " + state);
            return;
        }
        assertEquals(state, stateOf(device));
        Random random = new Random(7);
        for (int i = 0; i < 100; i++) {
            dut.perform(Step.hostile(random, dut.window(), dut.outside().size()), device, rig);
        }
    }

    private static List<Step> steps(DeviceUnderTest<?> dut, int seed) {
        return Step.plausible(new Random(seed), dut.window(), dut.outside().size(), STEPS);
    }

    private static <D extends Device> D device(DeviceUnderTest<D> dut) {
        return dut.build().apply(new Rig());
    }

    private static StateNode stateOf(Device device) {
        return StateCodec.describe(((Stateful<?>) device).save());
    }
}
