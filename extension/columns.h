/*-------------------------------------------------------------------------
 *
 * columns.h
 *	  The columns of the extension's own tables, in the order of the install
 *	  script.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_COLUMNS_H
#define FTF_COLUMNS_H

#define Anum_config_id 1
#define Anum_config_base_env 2
#define Anum_config_prefixes 3
#define Anum_config_revision 4
#define Anum_config_head 5
#define Anum_config_updated_at 6
#define Natts_config 6

#define Anum_history_entry_id 1
#define Anum_history_revision 2
#define Anum_history_kind 3
#define Anum_history_key 4
#define Anum_history_old_value 5
#define Anum_history_new_value 6
#define Anum_history_operator 7
#define Anum_history_reason 8
#define Anum_history_changed_at 9
#define Anum_history_session_role 10
#define Anum_history_effective_role 11
#define Anum_history_application_name 12
#define Anum_history_client_addr 13
#define Anum_history_xid 14
#define Anum_history_prev_hash 15
#define Anum_history_hash 16
#define Anum_history_chain_id 17
#define Natts_history 17

/* ftf_parameter's further columns are generated from the definition. */
#define Anum_parameter_key 1
#define Anum_parameter_definition 2
#define Natts_parameter_stored 2
#define Anum_parameter_type 3
#define Anum_parameter_minimum 4
#define Anum_parameter_maximum 5
#define Anum_parameter_unit 6
#define Anum_parameter_category 7
#define Anum_parameter_description 8

#define Anum_run_run_id 1
#define Anum_run_revision 2
#define Anum_run_head 3
#define Anum_run_env_hash 4
#define Anum_run_overrides 5
#define Anum_run_taken_at 6
#define Anum_run_taken_by 7
#define Anum_run_xid 8
#define Anum_run_hash 9
#define Natts_run 9

#define Anum_run_env_revision 1
#define Anum_run_env_env_hash 2
#define Anum_run_env_base_env 3
#define Natts_run_env 3

#define Anum_installation_written_at 1
#define Anum_installation_xid 2
#define Anum_installation_wrote 3
#define Natts_installation 3

#endif							/* FTF_COLUMNS_H */
