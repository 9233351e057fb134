package io.hv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DetectionTest {

    private static Detection detect(Map<String, String> properties, Map<String, String> environment) {
        return Providers.detect(properties::get, environment::get);
    }

    @Test
    void thePropertyComesFirst() {
        Detection detection = detect(Map.of("hv.uri", "a:///"), Map.of("HV_DEFAULT_URI", "b:///"));
        assertEquals(Optional.of("a:///"), detection.uri());
        assertTrue(detection.why().contains("hv.uri"), detection.why());
    }

    @Test
    void thenTheEnvironment() {
        Detection detection = detect(Map.of("hv.uri", " "), Map.of("HV_DEFAULT_URI", "b:///"));
        assertEquals(Optional.of("b:///"), detection.uri());
        assertTrue(detection.why().contains("HV_DEFAULT_URI"), detection.why());
    }

    /** This module has no backend on its class path. */
    @Test
    void thenProbing() {
        Detection detection = detect(Map.of(), Map.of("HV_DEFAULT_URI", ""));
        assertEquals(Optional.empty(), detection.uri());
        NotFoundException nothing = assertThrows(NotFoundException.class, detection::open);
        assertTrue(String.valueOf(nothing.getMessage()).contains("no backend"), nothing.getMessage());
        assertTrue(nothing.remedy().contains("-Dhv.uri"), nothing.remedy());
    }

    @Test
    void theFirstUsableCandidateWins() {
        Detection detection = Detection.among(List.of(
                Candidate.of("kvm:///", Support.no("/dev/kvm is missing", "load kvm_intel or kvm_amd")),
                Candidate.of("qemu:///system", Support.yes()),
                Candidate.of("qemu:///session", Support.yes())));
        assertEquals(Optional.of("qemu:///system"), detection.uri());
        assertEquals(3, detection.candidates().size());
    }

    @Test
    void whereNoneIsUsableEachSaysWhy() {
        Detection detection = Detection.among(List.of(
                Candidate.of("kvm:///", Support.no("/dev/kvm is missing", "load kvm_intel or kvm_amd")),
                Candidate.of("qemu:///system", Support.no("libvirtd does not run", "start it"))));
        assertFalse(detection.uri().isPresent());
        String message = String.valueOf(
                assertThrows(NotFoundException.class, detection::open).getMessage());
        for (String part :
                List.of("kvm:///", "/dev/kvm is missing", "load kvm_intel", "libvirtd does not run", "start it")) {
            assertTrue(message.contains(part), message);
        }
    }
}
