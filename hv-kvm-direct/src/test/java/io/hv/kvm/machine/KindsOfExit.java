package io.hv.kvm.machine;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A test for each kind of exit that the counter guest has: its name, the guest's kinds as bits, and which access to the test's
 * device is in the middle of one.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "{0}")
@CsvSource({
    "port write, 1, 7",
    "port read, 2, 7",
    "MMIO write, 4, 7",
    "MMIO read, 8, 7",
    "first of rep outsb, 32, 1",
    "within rep outsb, 32, 9",
    "within rep insb, 64, 9",
    "MMIO across a page, 128, 7",
    "MMIO across a page a fragment later, 128, 8",
    "everything, 255, 101"
})
@interface KindsOfExit {}
