/* The annotations of parameters (SAL). They are for Microsoft's analyser; to gcc they say nothing: all are empty. */
#ifndef STANDPIPE_SAL_H
#define STANDPIPE_SAL_H

#define _In_
#define _In_opt_
#define _In_z_
#define _In_opt_z_
#define _In_reads_(size)
#define _In_reads_opt_(size)
#define _In_reads_bytes_(size)
#define _In_reads_bytes_opt_(size)
#define _In_reads_z_(size)
#define _In_reads_or_z_(size)
#define _In_range_(low, high)
#define _Inout_
#define _Inout_opt_
#define _Inout_z_
#define _Inout_opt_z_
#define _Inout_updates_(size)
#define _Inout_updates_opt_(size)
#define _Inout_updates_z_(size)
#define _Inout_updates_bytes_(size)
#define _Inout_updates_bytes_opt_(size)
#define _Inout_updates_all_(size)
#define _Inout_updates_to_(size, count)
#define _Inout_updates_bytes_to_(size, count)
#define _Out_
#define _Out_opt_
#define _Out_writes_(size)
#define _Out_writes_opt_(size)
#define _Out_writes_z_(size)
#define _Out_writes_opt_z_(size)
#define _Out_writes_bytes_(size)
#define _Out_writes_bytes_opt_(size)
#define _Out_writes_to_(size, count)
#define _Out_writes_to_opt_(size, count)
#define _Out_writes_bytes_to_(size, count)
#define _Out_writes_bytes_to_opt_(size, count)
#define _Out_writes_all_(size)
#define _Out_writes_bytes_all_(size)
#define _Out_range_(low, high)
#define _Outptr_
#define _Outptr_opt_
#define _Outptr_result_maybenull_
#define _Outptr_result_z_
#define _Outptr_result_buffer_(size)
#define _Outptr_result_bytebuffer_(size)
#define _Outptr_result_nullonfailure_
#define _COM_Outptr_
#define _COM_Outptr_opt_
#define _Deref_out_
#define _Deref_out_opt_
#define _Deref_pre_
#define _Deref_post_
#define _Ret_
#define _Ret_maybenull_
#define _Ret_notnull_
#define _Ret_null_
#define _Ret_opt_
#define _Ret_z_
#define _Ret_maybenull_z_
#define _Ret_range_(low, high)
#define _Ret_writes_(size)
#define _Ret_writes_z_(size)
#define _Ret_writes_bytes_(size)
#define _Ret_writes_maybenull_(size)
#define _Pre_
#define _Post_
#define _Pre_null_
#define _Pre_notnull_
#define _Pre_maybenull_
#define _Pre_valid_
#define _Post_valid_
#define _Post_invalid_
#define _Post_ptr_invalid_
#define _Post_equals_last_error_
#define _Pre_satisfies_(condition)
#define _Post_satisfies_(condition)
#define _Null_terminated_
#define _NullNull_terminated_
#define _Field_size_(size)
#define _Field_size_opt_(size)
#define _Field_size_bytes_(size)
#define _Field_size_bytes_opt_(size)
#define _Field_size_part_(size, count)
#define _Field_z_
#define _Field_range_(low, high)
#define _Struct_size_bytes_(size)
#define _Reserved_
#define _Const_
#define _Check_return_
#define _Check_return_opt_
#define _Must_inspect_result_
#define _Success_(condition)
#define _Return_type_success_(condition)
#define _On_failure_(annotation)
#define _Always_(annotation)
#define _When_(condition, annotation)
#define _At_(target, annotation)
#define _At_buffer_(target, index, size, annotation)
#define _Use_decl_annotations_
#define _Printf_format_string_
#define _Scanf_format_string_
#define _Scanf_s_format_string_
#define _Analysis_assume_(condition)
#define _Analysis_assume_nullterminated_(pointer)
#define _Notnull_
#define _Maybenull_
#define _Notvalid_
#define _Valid_
#define _Acquires_lock_(lock)
#define _Releases_lock_(lock)
#define _Requires_lock_held_(lock)
#define _Requires_lock_not_held_(lock)
#define _Requires_no_locks_held_
#define _Acquires_exclusive_lock_(lock)
#define _Releases_exclusive_lock_(lock)
#define _Acquires_shared_lock_(lock)
#define _Releases_shared_lock_(lock)
#define _Guarded_by_(lock)
#define _Interlocked_
#define _Interlocked_operand_
#define _Frees_ptr_
#define _Frees_ptr_opt_
#define _Function_class_(name)
#define _Maybe_raises_SEH_exception_
#define _Raises_SEH_exception_
#define _Enum_is_bitflag_
#define _Strict_type_match_
#define _Ptr_
#define __analysis_assume(condition)
#define __fallthrough
#define __callback
#define __checkReturn
#define __drv_aliasesMem
#define __nullterminated
#define __nullnullterminated
#ifndef __aarch64__ /* there <signal.h> has a member of this name */
#define __reserved
#endif

/* The older, lower-case annotations, in C only: the C++ library has variables with these names. */
#ifndef __cplusplus
#define __in
#define __in_opt
#define __in_z
#define __in_z_opt
#define __in_bcount(size)
#define __in_bcount_opt(size)
#define __in_ecount(size)
#define __in_ecount_opt(size)
#define __in_ecount_z(size)
#define __out
#define __out_opt
#define __out_z
#define __out_z_opt
#define __out_bcount(size)
#define __out_bcount_opt(size)
#define __out_bcount_part(size, count)
#define __out_bcount_part_opt(size, count)
#define __out_ecount(size)
#define __out_ecount_opt(size)
#define __out_ecount_part(size, count)
#define __out_ecount_part_opt(size, count)
#define __out_ecount_z(size)
#define __inout
#define __inout_opt
#define __inout_z
#define __inout_bcount(size)
#define __inout_bcount_opt(size)
#define __inout_ecount(size)
#define __inout_ecount_opt(size)
#define __inout_ecount_z(size)
#define __deref_in
#define __deref_out
#define __deref_out_opt
#define __deref_inout
#define __deref_opt_out
#define __deref_opt_inout_opt
#endif

#endif
