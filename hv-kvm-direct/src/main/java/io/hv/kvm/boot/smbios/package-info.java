/** The SMBIOS tables, by which a guest learns what machine it is in: above all the domain's UUID. */
@NullMarked
package io.hv.kvm.boot.smbios;

import org.jspecify.annotations.NullMarked;
