/** Power management as ACPI defines it: the fixed event block with its timer, the way into ACPI mode, and the reset register. */
@NullMarked
package io.hv.kvm.device.acpi;

import org.jspecify.annotations.NullMarked;
