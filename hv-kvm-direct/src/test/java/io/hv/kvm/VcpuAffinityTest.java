package io.hv.kvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VcpuAffinityTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"0;0", "0-3;0-3", "3,2,1,0;0-3", "0-1,1-2,8;0-2,8", "0,2,4-5;0,2,4-5", "8191;8191", "007;7"})
    void cpusAreAList(String text, String shortest) {
        HostCpus cpus = HostCpus.parse(text);
        assertEquals(shortest, cpus.toString());
        assertEquals(cpus, HostCpus.parse(shortest));
        assertEquals(cpus.hashCode(), HostCpus.parse(shortest).hashCode());
        assertEquals(cpus, HostCpus.of(cpus.numbers()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "0,", "-1", "1-", "3-1", "a", "0 1", "0-8192", "99999", "0--1", "0-1-2", "0:1"})
    void whatIsNoListIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> HostCpus.parse(text));
    }

    @Test
    void numbersAreChecked() {
        assertEquals(Set.of(2, 3), HostCpus.range(2, 3).numbers());
        for (List<Integer> wrong : List.of(List.<Integer>of(), List.of(-1), List.of(0, 8192))) {
            assertThrows(IllegalArgumentException.class, () -> HostCpus.of(wrong));
        }
        assertThrows(IllegalArgumentException.class, () -> HostCpus.range(-1, 0));
        for (int wrong : List.of(Integer.MIN_VALUE, HostCpus.MOST + 1, Integer.MAX_VALUE)) {
            int low = Math.min(0, wrong);
            int high = Math.max(0, wrong);
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> HostCpus.range(low, high));
            assertTrue(String.valueOf(refused.getMessage()).endsWith("not " + wrong), refused::toString);
        }
        assertThrows(IllegalArgumentException.class, () -> HostCpus.range(1, 0));
    }

    @Test
    void aVcpusOwnComeFirst() {
        VcpuAffinity affinity = VcpuAffinity.none()
                .every(HostCpus.range(0, 3))
                .vcpu(10, HostCpus.parse("7"))
                .vcpu(2, HostCpus.parse("1,3"));
        assertEquals("0-3 2:1,3 10:7", affinity.toString());
        assertEquals(affinity, VcpuAffinity.parse("0-3 10:7 2:1,3"));
        assertEquals(Optional.of(HostCpus.range(0, 3)), affinity.of(0));
        assertEquals(Optional.of(HostCpus.parse("7")), affinity.of(10));
        assertEquals(Set.of(2, 10), affinity.own().keySet());
        assertNotEquals(affinity, affinity.vcpu(2, HostCpus.parse("1")));
        assertNotEquals(affinity, affinity.every(HostCpus.parse("1")));
    }

    @Test
    void noneIsNothing() {
        assertTrue(VcpuAffinity.none().isNone());
        assertEquals("", VcpuAffinity.none().toString());
        assertEquals(VcpuAffinity.none(), VcpuAffinity.parse(""));
        assertEquals(Optional.empty(), VcpuAffinity.none().of(0));
        assertEquals(Optional.empty(), VcpuAffinity.parse("1:0").of(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "0 1", "0:1 0-3", "0:1 0:2", "x:1", "0:", "0:x", "0:1:2", "-1:0", "8192:0", "0  1:1"})
    void whatIsNoAffinityIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> VcpuAffinity.parse(text));
    }
}
