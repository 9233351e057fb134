/**
 * What a machine tells its guest by ACPI (ACPI 6.5): its processors, its interrupt controller, how to power it off and to
 * reset it, and the devices that no bus would show. Pure data, placed in guest memory; no KVM is needed.
 *
 * <p>{@link io.hv.kvm.boot.acpi.AcpiTables} is the one entry. Each table is a class that returns its bytes; AML is put
 * together by {@code Aml}.
 */
@NullMarked
package io.hv.kvm.boot.acpi;

import org.jspecify.annotations.NullMarked;
