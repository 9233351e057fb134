/** A guest's memory and registers as an ELF core, for gdb and crash. It knows no machine: who has one gives it the RAM. */
@NullMarked
package io.hv.kvm.dump;

import org.jspecify.annotations.NullMarked;
