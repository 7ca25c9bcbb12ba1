export { pageJudge } from './page-judge.ts'
export { worklogAnalyst } from './worklog-analyst.ts'
