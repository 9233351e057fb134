/**
 * A stub for gdb: its Remote Serial Protocol (Debugging with GDB, appendix E) on one side, a machine on the other. A vCPU
 * is a thread, numbered from 1. Addresses are linear ones, by the page tables of the vCPU that is asked. What the other
 * side of the socket sends is hostile.
 */
@NullMarked
package io.hv.kvm.gdb;

import org.jspecify.annotations.NullMarked;
