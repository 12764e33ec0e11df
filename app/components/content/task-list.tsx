import { type ReactNode, useId } from "react";

export interface Task {
  title: string;
  /** Left out while the task cannot be started. */
  href?: string;
  /** "Completed", or a `Tag` for what still needs doing. */
  status: ReactNode;
  hint?: ReactNode;
  cannotStart?: boolean;
}

/** The steps of a long form, each with its status. */
export function TaskList({ tasks }: { tasks: Task[] }) {
  const listId = useId();
  return (
    <ul className="govuk-task-list">
      {tasks.map((task, index) => {
        const statusId = `${listId}-${index}-status`;
        const hintId = `${listId}-${index}-hint`;
        return (
          <li
            key={task.title}
            className={task.href ? "govuk-task-list__item govuk-task-list__item--with-link" : "govuk-task-list__item"}
          >
            <div className="govuk-task-list__name-and-hint">
              {task.href ? (
                <a
                  className="govuk-link govuk-task-list__link"
                  href={task.href}
                  aria-describedby={task.hint ? `${hintId} ${statusId}` : statusId}
                >
                  {task.title}
                </a>
              ) : (
                <div>{task.title}</div>
              )}
              {task.hint && (
                <div id={hintId} className="govuk-task-list__hint">
                  {task.hint}
                </div>
              )}
            </div>
            <div
              className={
                task.cannotStart
                  ? "govuk-task-list__status govuk-task-list__status--cannot-start-yet"
                  : "govuk-task-list__status"
              }
              id={statusId}
            >
              {task.status}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
